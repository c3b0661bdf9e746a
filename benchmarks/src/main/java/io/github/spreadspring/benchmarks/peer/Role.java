package io.github.spreadspring.benchmarks.peer;

/**
 * What a peer does.
 */
public enum Role {

	/** Sends to a group, as far as its window allows. */
	SEND,

	/** Is in the group, counts what comes and acknowledges. */
	RECEIVE,

	/**
	 * Is in a group, sends one message after the other and waits for each to come back.
	 */
	PINGPONG,

	/** Is the embedded daemon. */
	DAEMON,

	/** Takes connections and throws away what comes. */
	SINK,

	/** Takes connections and, after a join, sends as fast as it can. */
	SOURCE

}
