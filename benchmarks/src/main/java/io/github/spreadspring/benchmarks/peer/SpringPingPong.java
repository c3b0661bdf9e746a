package io.github.spreadspring.benchmarks.peer;

import io.github.spreadspring.messaging.annotation.SpreadListener;

/**
 * Sends to its own group with a template; the listener that gets the message sends the
 * next one.
 */
final class SpringPingPong implements Peer {

	private final SpringApplication application;

	private final boolean json;

	private final Counters returned = new Counters(1);

	private final RoundTrips roundTrips = new RoundTrips();

	private final Object payload;

	private long start;

	SpringPingPong(PeerSettings settings) {
		this.application = new SpringApplication(settings, 0);
		this.json = settings.implementation().endsWith("json");
		this.payload = this.application.payload();
	}

	@Override
	public void open() throws Exception {
		if (this.json) {
			this.application.start(OfNotes.class, new OfNotes(this));
		}
		else {
			this.application.start(OfBytes.class, new OfBytes(this));
		}
		this.application.awaitJoined();
		PeerMain.start("first", this::send);
	}

	private void send() {
		this.start = System.nanoTime();
		this.application.send(this.payload);
	}

	private void returned() {
		this.roundTrips.add(System.nanoTime() - this.start);
		this.returned.add(0, 1);
		send();
	}

	@Override
	public long messages() {
		return this.returned.sum();
	}

	@Override
	public RoundTrips roundTrips() {
		return this.roundTrips;
	}

	/**
	 * Takes bytes.
	 *
	 * @param game who plays
	 */
	record OfBytes(SpringPingPong game) {

		@SpreadListener(SpringApplication.GROUP)
		void receive(byte[] body) {
			this.game.returned();
		}

	}

	/**
	 * Takes JSON.
	 *
	 * @param game who plays
	 */
	record OfNotes(SpringPingPong game) {

		@SpreadListener(SpringApplication.GROUP)
		void receive(Note note) {
			this.game.returned();
		}

	}

}
