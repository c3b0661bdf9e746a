package io.github.spreadspring.messaging.listener;

import java.util.concurrent.CompletableFuture;

import io.github.spreadspring.client.message.SpreadEvent;

/**
 * Gets everything in the stream of a container, in order, one at a time; with more than
 * one thread, messages of one sender are in order, and every other event is alone.
 */
@FunctionalInterface
public interface SpreadEventListener {

	/**
	 * Handle a message or event.
	 * @param event the message or event
	 * @throws Exception for the container's error handler; the next event comes all the
	 * same
	 */
	void onEvent(SpreadEvent event) throws Exception;

	/**
	 * Whether this listener may answer messages. Who asks everybody in a group waits for
	 * an answer of its own application only if one of its listeners answers.
	 * @return {@code true} if it may; default {@code false}
	 */
	default boolean isAnswering() {
		return false;
	}

	/**
	 * Whether this listener takes messages. One that takes only events has none queued
	 * for it, and what is sent to our private group is not silently taken from it.
	 * @return {@code true} if it does, the default
	 */
	default boolean isTakingMessages() {
		return true;
	}

	/**
	 * Return when all answers are sent that are still under way: a listener may return
	 * before it knows them. A container that stops waits for them before it leaves its
	 * groups.
	 * @return completes when nothing is under way; asked when this listener is called no
	 * more
	 */
	default CompletableFuture<Void> whenAnswered() {
		return CompletableFuture.completedFuture(null);
	}

	/**
	 * Told that a message or event is given up: this listener failed on it and it is not
	 * tried again. Comes before the error handler of the container.
	 * @param event the message or event
	 */
	default void givenUp(SpreadEvent event) {
	}

}
