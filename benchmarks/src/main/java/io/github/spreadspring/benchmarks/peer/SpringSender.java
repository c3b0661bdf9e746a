package io.github.spreadspring.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.messaging.handler.annotation.Header;

import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.support.SpreadHeaders;

/**
 * Sends with a template; acknowledgements come to a listener.
 */
final class SpringSender implements Peer {

	private final PeerSettings settings;

	private final Counters sent;

	private final List<Sender> senders = new ArrayList<>();

	SpringSender(PeerSettings settings) {
		this.settings = settings;
		this.sent = new Counters(settings.connections());
	}

	@Override
	public void open() {
		for (int i = 0; i < this.settings.connections(); i++) {
			SpringApplication application = new SpringApplication(this.settings, i);
			Sender sender = new Sender(application, this.settings);
			application.start(Sender.class, sender);
			this.senders.add(sender);
		}
	}

	@Override
	public void go() {
		for (int i = 0; i < this.senders.size(); i++) {
			int index = i;
			PeerMain.start("sender-" + i, () -> this.senders.get(index).send(() -> this.sent.add(index, 1)));
		}
	}

	@Override
	public long messages() {
		return this.sent.sum();
	}

	/**
	 * One connection.
	 */
	static final class Sender {

		private final SpringApplication application;

		private final Window window;

		private final ReentrantLock lock = new ReentrantLock();

		private final Condition room = this.lock.newCondition();

		Sender(SpringApplication application, PeerSettings settings) {
			this.application = application;
			this.window = new Window(settings);
		}

		void send(Runnable count) throws InterruptedException {
			Object payload = this.application.payload();
			while (true) {
				awaitRoom();
				this.application.send(payload);
				count.run();
			}
		}

		private void awaitRoom() throws InterruptedException {
			this.lock.lock();
			try {
				while (!this.window.hasRoom(1)) {
					this.room.await();
				}
				this.window.sent(1);
			}
			finally {
				this.lock.unlock();
			}
		}

		@SpreadListener(SpreadListener.PRIVATE)
		void acknowledged(@Header(SpreadHeaders.MESSAGE_TYPE) int receiver) {
			this.lock.lock();
			try {
				this.window.acknowledged(receiver);
				this.room.signal();
			}
			finally {
				this.lock.unlock();
			}
		}

	}

}
