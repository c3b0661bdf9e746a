package io.github.spreadspring.messaging.listener;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/**
 * Sees messages on their way to a listener and after it. Events are not intercepted,
 * because no listener may miss them. Of several interceptors the first is the outermost.
 */
public interface SpreadListenerInterceptor {

	/**
	 * Called before the listener, for each attempt when a message is tried again.
	 * @param message the bytes received, with what is known about them as headers
	 * @return what the listener gets: the message or another one made of it with its
	 * headers; {@code null} to pass it over
	 */
	default @Nullable Message<byte[]> beforeMessage(Message<byte[]> message) {
		return message;
	}

	/**
	 * Called after the listener; also when it failed, when a later interceptor passed the
	 * message over, and when an answer is still on its way. Not called for a message that
	 * this interceptor passed over itself. What this throws is logged, and is no failure
	 * of the listener: its work is done.
	 * @param message what this interceptor returned before
	 * @param failure why the message was not handled, or {@code null} if it was; what the
	 * listener's own error handler mended is no failure
	 */
	default void afterMessage(Message<byte[]> message, @Nullable Throwable failure) {
	}

}
