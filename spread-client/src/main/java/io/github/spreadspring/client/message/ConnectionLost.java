package io.github.spreadspring.client.message;

import io.github.spreadspring.protocol.MemberId;

/**
 * The connection to the daemon ended, and with it all our memberships. What others send
 * from here on until each group is joined again does not reach us: a gap.
 *
 * @param member who we were
 * @param reason what happened, for people
 */
public record ConnectionLost(MemberId member, String reason) implements SessionEvent {

}
