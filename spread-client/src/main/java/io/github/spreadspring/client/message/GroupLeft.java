package io.github.spreadspring.client.message;

/**
 * The listener asked to leave the group and gets nothing of it any more.
 *
 * @param group the name of the group
 */
public record GroupLeft(String group) implements SessionEvent {

}
