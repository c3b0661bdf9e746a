package io.github.spreadspring.client.message;

/**
 * The listener asked to leave the group, or was taken out of it as
 * {@link ListenerOverflowed} says, and gets nothing of it any more.
 *
 * @param group the name of the group
 */
public record GroupLeft(String group) implements SessionEvent {

}
