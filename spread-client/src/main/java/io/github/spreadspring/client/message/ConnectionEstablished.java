package io.github.spreadspring.client.message;

import io.github.spreadspring.protocol.MemberId;

/**
 * The session is connected, for the first time. Stands at the beginning of every stream,
 * in front of the first group.
 *
 * @param member who we are
 */
public record ConnectionEstablished(MemberId member) implements SessionEvent {

}
