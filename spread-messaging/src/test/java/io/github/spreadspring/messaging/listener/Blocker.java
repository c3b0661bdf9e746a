package io.github.spreadspring.messaging.listener;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;

import static org.awaitility.Awaitility.await;

/**
 * A listener that is busy with its first message until it is released.
 */
final class Blocker implements SpreadEventListener {

	private final SpreadEventListener delegate;

	private final CountDownLatch busy = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private final AtomicInteger handled = new AtomicInteger();

	Blocker() {
		this((event) -> {
		});
	}

	Blocker(SpreadEventListener delegate) {
		this.delegate = delegate;
	}

	@Override
	public void onEvent(SpreadEvent event) throws Exception {
		if (event instanceof RegularMessage) {
			this.busy.countDown();
			this.release.await();
			this.handled.incrementAndGet();
		}
		this.delegate.onEvent(event);
	}

	void awaitBusy() {
		await().until(() -> this.busy.getCount() == 0);
	}

	void release() {
		this.release.countDown();
	}

	int handled() {
		return this.handled.get();
	}

}
