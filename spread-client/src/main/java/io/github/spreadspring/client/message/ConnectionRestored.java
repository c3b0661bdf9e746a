package io.github.spreadspring.client.message;

import java.time.Duration;

import io.github.spreadspring.protocol.MemberId;

/**
 * The session is connected again and about to join its groups again; the first message
 * after the gap comes later. The time for clearing a cache or asking for a state.
 *
 * @param previous who we were before
 * @param member who we are now; another one when the daemon gave the name
 * @param gap how long we were not connected
 */
public record ConnectionRestored(MemberId previous, MemberId member, Duration gap) implements SessionEvent {

}
