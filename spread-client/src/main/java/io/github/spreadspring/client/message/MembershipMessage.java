package io.github.spreadspring.client.message;

/**
 * Something about who is in a group.
 */
public sealed interface MembershipMessage extends SpreadMessage permits ViewChanged, TransitionalSignal, SelfLeft {

	/**
	 * Return the group this is about.
	 * @return the name of the group
	 */
	String group();

}
