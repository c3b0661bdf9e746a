package io.github.spreadspring.messaging.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.spreadspring.client.message.MessagesDropped;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;

/**
 * The example of a listener that would rather miss something than hold up the others.
 */
@SpreadListener(groups = "prices", queueCapacity = "10", overflow = "drop-oldest")
class Ticker {

	final CountDownLatch release = new CountDownLatch(1);

	final CountDownLatch busy = new CountDownLatch(1);

	final List<String> shown = new CopyOnWriteArrayList<>();

	@SpreadHandler
	void on(String price) throws InterruptedException {
		this.busy.countDown();
		this.release.await();
		this.shown.add(price);
	}

	@SpreadHandler
	void on(MessagesDropped hole) {
		this.shown.add(hole.count() + " prices are missing here");
	}

}
