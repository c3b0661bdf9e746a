package io.github.spreadspring.benchmarks.soak.check;

/**
 * Which of the streams of a session.
 */
public enum StreamPlace {

	/** The only one: it joins and leaves together with the session. */
	ALONE,

	/** The first of several: it may join when the session is in the group already. */
	FIRST,

	/** One of the others. */
	FOLLOWER

}
