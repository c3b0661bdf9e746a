package io.github.spreadspring.benchmarks.soak;

import java.util.function.Consumer;

import io.github.spreadspring.client.message.SpreadEvent;

/**
 * The way of events from a stream to the checker. Tests put something wrong into it, to
 * see that it is found.
 */
interface EventPath {

	/** Where nothing goes wrong. */
	EventPath STRAIGHT = (event, next) -> next.accept(event);

	/**
	 * Hand an event on.
	 * @param event what the stream got
	 * @param next takes what the checker is told
	 */
	void pass(SpreadEvent event, Consumer<SpreadEvent> next);

}
