package io.github.spreadspring.messaging.listener;

/**
 * What a container is doing.
 */
public enum ContainerState {

	/** Not started, or stopped. */
	STOPPED,

	/** Takes part in its groups; its listener is called. */
	RUNNING,

	/** Out of its groups; the listener may still be busy with its last message. */
	STOPPING

}
