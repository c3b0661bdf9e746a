package io.github.spreadspring.client.message;

/**
 * The listener is in the group from here on. Stands in front of everything else that its
 * stream has of the group, in place of the view change that brought us in; comes again
 * after a lost connection was restored.
 *
 * @param view who is in the group, ourselves included
 */
public record GroupJoined(GroupView view) implements SessionEvent {

	/**
	 * Return the group.
	 * @return the name of the group
	 */
	public String group() {
		return this.view.group();
	}

}
