package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;

import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.ViewChanged;

/**
 * Sees what a session reads, at its place in the order and before any stream gets it.
 * <p>
 * For what is built on top of a session, such as requests that wait for replies. Runs on
 * the thread that reads: it must return at once, and neither wait nor send. Applications
 * use a {@link SpreadStream}.
 */
public interface SessionObserver {

	/**
	 * A message to our private group arrived.
	 * @param message the message
	 * @return whether it was meant for this observer; then no stream gets it, unless it
	 * was sent to a group besides
	 */
	default boolean take(RegularMessage message) {
		return false;
	}

	/**
	 * The membership of a group that we are in changed.
	 * @param view who is in it from now on
	 * @param change what happened; when it is we who joined, our own {@code MemberJoined}
	 * or whatever else brought us in
	 */
	default void viewChanged(GroupView view, ViewChanged change) {
	}

	/**
	 * We are no longer in a group.
	 * @param group the group
	 */
	default void left(String group) {
	}

	/**
	 * The connection is gone, and all memberships with it.
	 * @param event who we were and why
	 */
	default void lost(ConnectionLost event) {
	}

	/**
	 * A ping has come back.
	 * @param roundTrip how long it took to the daemon and back
	 * @see SessionSettings#pingInterval(Duration)
	 */
	default void pinged(Duration roundTrip) {
	}

	/**
	 * A stream fills up: three quarters of what may wait in it do. Comes on another
	 * thread than that of the reader, in turn with {@link #lowWater}; not for streams
	 * with room for fewer than 10 events. One that is over before anybody could look is
	 * not told.
	 * @param stream the stream
	 */
	default void highWater(SpreadStream stream) {
	}

	/**
	 * A stream that was filling up is half empty again.
	 * @param stream the stream
	 */
	default void lowWater(SpreadStream stream) {
	}

	/**
	 * A stream was full and taken out of groups, as {@link OverflowPolicy#LEAVE_GROUP}
	 * says. Comes on another thread than that of the reader, when the stream may have
	 * joined them again already.
	 * @param stream the stream
	 * @param groups the groups
	 */
	default void overflowed(SpreadStream stream, List<String> groups) {
	}

	/**
	 * Whether somebody waits for something that only the reader can bring. Then the
	 * session goes on reading although a listener is behind, as far as its reserve goes.
	 * @return {@code true} if so
	 */
	default boolean isWaiting() {
		return false;
	}

}
