package io.github.spreadspring.messaging.listener;

import java.util.List;
import java.util.function.BiConsumer;

import io.github.spreadspring.client.message.RegularMessage;

/**
 * A listener that takes several messages at once: what has arrived while it was busy.
 * Events still come alone, at their place between the batches. With more than one thread
 * a batch is divided by senders, so that the messages of each stay in order.
 */
public interface SpreadBatchListener extends SpreadEventListener {

	/**
	 * Handle messages that stand directly behind one another. After a failure it gets all
	 * of them again when the container's retry policy says so.
	 * @param messages the messages, in order; at least one
	 * @param failed told of single messages that cannot be handled, for example because
	 * their payload cannot be read; the rest of the batch is handled all the same. To be
	 * called before this method returns; a message reported again after a further attempt
	 * goes to the error handler once
	 * @throws Exception for the container's error handler, for the whole batch
	 */
	void onMessages(List<RegularMessage> messages, BiConsumer<RegularMessage, Throwable> failed) throws Exception;

}
