package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.spreadspring.benchmarks.soak.check.Checker;
import io.github.spreadspring.benchmarks.soak.check.StreamPlace;
import io.github.spreadspring.client.message.ListenerOverflowed;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.client.session.StreamSettings;
import io.github.spreadspring.protocol.ServiceType;

/**
 * An application that uses a session and its streams.
 */
final class PlainApplication implements Application {

	private static final Duration MOMENT = Duration.ofMillis(200);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

	private final SpreadSession session;

	private final List<Witness> witnesses = new ArrayList<>();

	private final List<SpreadStream> streams = new ArrayList<>();

	private final List<Thread> threads = new ArrayList<>();

	private volatile boolean closing;

	/**
	 * Create an application.
	 * @param name what to call it
	 * @param settings how to connect
	 * @param streams how many streams it has; the first is in all its groups, the others
	 * are in every second one
	 * @param limits how much may wait in a stream, and what happens then
	 * @param checker who is told what comes
	 * @param path the way of events to the checker
	 */
	PlainApplication(String name, SessionSettings settings, int streams, StreamSettings limits, Checker checker,
			EventPath path) {
		this.session = new SpreadSession(settings);
		for (int i = 0; i < streams; i++) {
			StreamPlace place = (i == 0) ? StreamPlace.FIRST : StreamPlace.FOLLOWER;
			Witness witness = new Witness(checker, (streams == 1) ? name : name + "." + i,
					(streams == 1) ? StreamPlace.ALONE : place, path);
			SpreadStream stream = this.session.open(limits);
			this.witnesses.add(witness);
			this.streams.add(stream);
			this.threads.add(new Thread(() -> receive(stream, witness), "soak-" + name + "-" + i));
		}
	}

	@Override
	public SpreadSession session() {
		return this.session;
	}

	@Override
	public List<Witness> witnesses() {
		return this.witnesses;
	}

	@Override
	public void open() {
		this.threads.forEach(Thread::start);
		this.session.start();
	}

	private void receive(SpreadStream stream, Witness witness) {
		try {
			SpreadEvent event = stream.receive(MOMENT);
			while (event != null || !this.closing) {
				if (event != null) {
					witness.saw(event);
					if (event instanceof ListenerOverflowed overflowed) {
						overflowed.groups().forEach(stream::join);
					}
				}
				event = stream.receive(MOMENT);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void join(String group) {
		for (int i = 0; i < this.streams.size(); i++) {
			if (i == 0 || SoakSettings.GROUPS.indexOf(group) % 2 == 0) {
				this.streams.get(i).join(group);
			}
		}
	}

	@Override
	public void leave(String group) {
		this.streams.forEach((stream) -> stream.leave(group));
	}

	@Override
	public void send(List<String> groups, ServiceType service, byte[] body) {
		this.session.multicast(OutboundMessage.of(groups.get(0), body).to(groups).service(service));
	}

	@Override
	public void close() {
		this.session.close();
		this.closing = true;
		long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
		try {
			for (Thread thread : this.threads) {
				thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.streams.forEach(SpreadStream::close);
		this.witnesses.forEach(Witness::closed);
	}

}
