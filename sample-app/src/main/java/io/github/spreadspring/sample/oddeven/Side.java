package io.github.spreadspring.sample.oddeven;

import java.util.stream.IntStream;

/**
 * One of the two members.
 */
enum Side {

	/** Is in the group {@code odd} and sends even numbers to the group {@code even}. */
	ODD("odd", "even", 0),

	/** Is in the group {@code even} and sends odd numbers to the group {@code odd}. */
	EVEN("even", "odd", 1);

	/** How many numbers each of them sends. */
	static final int COUNT = 50;

	private final String group;

	private final String destination;

	private final int first;

	Side(String group, String destination, int first) {
		this.group = group;
		this.destination = destination;
		this.first = first;
	}

	/**
	 * Return the group of this member, which is its private name as well.
	 * @return the name
	 */
	String group() {
		return this.group;
	}

	String destination() {
		return this.destination;
	}

	IntStream numbers() {
		return IntStream.range(0, COUNT).map((i) -> this.first + 2 * i);
	}

}
