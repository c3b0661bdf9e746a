package io.github.spreadspring.sample.console;

/**
 * The console has joined a group, or left it. The session may have been in it before, or
 * still be, for another listener.
 *
 * @param group the name of the group
 */
public record ConsoleGroupChanged(String group) {

}
