package io.github.spreadspring.benchmarks.soak;

/**
 * What a step of the schedule does.
 */
enum Action {

	/** Let a daemon die. */
	KILL,

	/** Start it again. */
	START,

	/** Let a daemon stand still. */
	FREEZE,

	/** Let it go on. */
	THAW,

	/** Part the daemons. */
	PARTITION,

	/** Bring them together again. */
	MERGE,

	/** Let what a daemon sends to clients come late. */
	DELAY,

	/** Let it come at once again. */
	HURRY,

	/** Have the daemon cut off an application. */
	DISCONNECT,

	/** Have the daemon cut off an application in the middle of a frame. */
	CUT_FRAME,

	/** Stop the session of an application. */
	STOP_SESSION,

	/** Start it again. */
	START_SESSION,

	/** End an application. */
	CLOSE_APPLICATION,

	/** Begin it anew. */
	OPEN_APPLICATION,

	/** Let the listeners of an application be slow for a while. */
	SLOW,

	/** Join a group. */
	JOIN,

	/** Leave a group. */
	LEAVE

}
