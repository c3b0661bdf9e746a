package io.github.spreadspring.benchmarks.peer;

import org.springframework.messaging.handler.annotation.Header;

import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.support.SpreadHeaders;

/**
 * Receives with listeners, one application for each connection.
 */
final class SpringReceiver implements Peer {

	private final PeerSettings settings;

	private final Counters received;

	SpringReceiver(PeerSettings settings) {
		this.settings = settings;
		this.received = new Counters(settings.connections());
	}

	@Override
	public void open() throws Exception {
		for (int i = 0; i < this.settings.connections(); i++) {
			SpringApplication application = new SpringApplication(this.settings, i);
			start(application, new Receiver(application, this.settings, i, this.received));
			application.awaitJoined();
		}
	}

	private void start(SpringApplication application, Receiver receiver) {
		if (this.settings.peers() > 1) {
			application.start(FromSeveral.class, new FromSeveral(receiver));
		}
		else if (this.settings.implementation().endsWith("json")) {
			application.start(OfNotes.class, new OfNotes(receiver));
		}
		else {
			application.start(OfBytes.class, new OfBytes(receiver));
		}
	}

	@Override
	public long messages() {
		return this.received.sum();
	}

	/**
	 * Counts for one connection. Called by one thread.
	 */
	private static final class Receiver {

		private final SpringApplication application;

		private final int index;

		private final int ack;

		private final Counters received;

		private final long[] bySender;

		Receiver(SpringApplication application, PeerSettings settings, int index, Counters received) {
			this.application = application;
			this.index = index;
			this.ack = settings.ack();
			this.received = received;
			this.bySender = new long[settings.peers()];
		}

		void received(int sender) {
			this.received.add(this.index, 1);
			if (this.ack != 0 && ++this.bySender[sender] % this.ack == 0) {
				this.application.acknowledge(sender);
			}
		}

	}

	/**
	 * Takes bytes of one sender.
	 *
	 * @param receiver who counts
	 */
	record OfBytes(Receiver receiver) {

		@SpreadListener(SpringApplication.GROUP)
		void receive(byte[] body) {
			this.receiver.received(0);
		}

	}

	/**
	 * Takes JSON of one sender.
	 *
	 * @param receiver who counts
	 */
	record OfNotes(Receiver receiver) {

		@SpreadListener(SpringApplication.GROUP)
		void receive(Note note) {
			this.receiver.received(0);
		}

	}

	/**
	 * Takes bytes of several senders.
	 *
	 * @param receiver who counts
	 */
	record FromSeveral(Receiver receiver) {

		@SpreadListener(SpringApplication.GROUP)
		void receive(byte[] body, @Header(SpreadHeaders.MESSAGE_TYPE) int sender) {
			this.receiver.received(sender);
		}

	}

}
