package io.github.spreadspring.client.message;

import io.github.spreadspring.protocol.GroupId;

/**
 * A member was lost with its daemon; the view that follows will say which. Messages that
 * arrive between this signal and the view are only known to have reached the members that
 * come along.
 *
 * @param group the name of the group
 * @param endingId the id of the membership that is about to end
 */
public record TransitionalSignal(String group, GroupId endingId) implements MembershipMessage {

}
