package io.github.spreadspring.client.message;

/**
 * Anything that a daemon delivers to a client.
 */
public sealed interface SpreadMessage extends SpreadEvent permits RegularMessage, MembershipMessage, RejectedMessage {

}
