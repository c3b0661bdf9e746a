package io.github.spreadspring.daemon;

/**
 * Decides which daemons share one order, and told of whatever has a bearing on it. Used
 * by the event loop only.
 */
interface Reachability {

	/**
	 * Give a daemon its place, before any client can connect.
	 * @param daemon the daemon, without a sequencer
	 */
	void started(VirtualDaemon daemon);

	/**
	 * Take in that a daemon is gone, and end its sessions.
	 * @param daemon the daemon
	 */
	void stopped(VirtualDaemon daemon);

	/**
	 * Take in that a daemon stands still.
	 * @param daemon the daemon
	 */
	void frozen(VirtualDaemon daemon);

	/**
	 * Take in that a daemon goes on.
	 * @param daemon the daemon
	 */
	void thawed(VirtualDaemon daemon);

}
