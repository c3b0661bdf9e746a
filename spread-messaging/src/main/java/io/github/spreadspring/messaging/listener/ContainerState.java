package io.github.spreadspring.messaging.listener;

/**
 * What a container is doing.
 */
public enum ContainerState {

	/** Not started, or stopped. */
	STOPPED,

	/** Takes part in its groups; its listener is called. */
	RUNNING,

	/**
	 * Takes part in its groups; its listener gets nothing new, but may still be busy with
	 * what it had begun.
	 */
	PAUSED,

	/**
	 * Takes nothing more and leaves its groups; the listener may still be busy with its
	 * last message, or with answers.
	 */
	STOPPING;

	/**
	 * Whether a container may go from this state to another one. A container that is
	 * still busy with its last message can be started again.
	 * @param next the other state
	 * @return whether it may
	 */
	boolean canBecome(ContainerState next) {
		return switch (this) {
			case STOPPED -> next == RUNNING || next == PAUSED;
			case RUNNING -> next == PAUSED || next == STOPPING;
			case PAUSED -> next == RUNNING || next == STOPPING;
			case STOPPING -> next != STOPPING;
		};
	}

}
