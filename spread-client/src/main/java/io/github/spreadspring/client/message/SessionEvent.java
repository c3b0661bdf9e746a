package io.github.spreadspring.client.message;

/**
 * Something that a session adds to what the daemon delivers, at its place in the stream
 * of every listener it concerns.
 */
public sealed interface SessionEvent extends SpreadEvent permits GroupJoined, GroupLeft, ConnectionFailed,
		ConnectionEstablished, ConnectionLost, ConnectionRestored, MessagesDropped, ListenerOverflowed {

}
