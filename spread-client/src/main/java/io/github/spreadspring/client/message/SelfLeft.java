package io.github.spreadspring.client.message;

/**
 * We left a group: nothing sent to it will come any more. A bare connection gets this; in
 * a session it becomes {@link GroupLeft}.
 *
 * @param group the name of the group
 */
public record SelfLeft(String group) implements MembershipMessage {

}
