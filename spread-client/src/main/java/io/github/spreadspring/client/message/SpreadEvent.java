package io.github.spreadspring.client.message;

/**
 * Anything that can stand in the stream of a listener: what the daemon delivered, and
 * what the session has to say about it, in one order.
 */
public sealed interface SpreadEvent permits SpreadMessage, SessionEvent {

}
