package io.github.spreadspring.messaging.listener.adapter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

import io.github.spreadspring.messaging.listener.SpreadListenerInterceptor;

/**
 * A message on its way through the interceptors and back.
 */
final class Passage {

	private static final Log logger = LogFactory.getLog(Passage.class);

	/** Made when an interceptor is entered: most listeners have none. */
	private @Nullable Deque<Consumer<@Nullable Throwable>> back;

	private @Nullable Message<byte[]> message;

	/**
	 * Begin a passage.
	 * @param message the message, or {@code null} if it was filtered out
	 */
	Passage(@Nullable Message<byte[]> message) {
		this.message = message;
	}

	/**
	 * Go on into an interceptor, unless an earlier one passed the message over. One that
	 * fails ends the passage.
	 * @param interceptor the interceptor
	 */
	void enter(SpreadListenerInterceptor interceptor) {
		Message<byte[]> before = this.message;
		if (before == null) {
			return;
		}
		try {
			Message<byte[]> next = interceptor.beforeMessage(before);
			this.message = next;
			if (next != null) {
				this.back = (this.back != null) ? this.back : new ArrayDeque<>();
				this.back.push((failure) -> interceptor.afterMessage(next, failure));
			}
		}
		catch (Throwable ex) {
			end(ex);
			throw ex;
		}
	}

	/**
	 * Return the message as the listener gets it.
	 * @return the message, or {@code null} if it was passed over
	 */
	@Nullable Message<byte[]> message() {
		return this.message;
	}

	/**
	 * Go back through all interceptors that were entered.
	 * @param failure why the message was not handled, or {@code null} if it was
	 */
	void end(@Nullable Throwable failure) {
		Deque<Consumer<@Nullable Throwable>> back = this.back;
		while (back != null && !back.isEmpty()) {
			try {
				back.pop().accept(failure);
			}
			catch (RuntimeException | Error ex) {
				// what the listener did stays done: it must not be called again for this
				logger.error("An interceptor failed after a message", ex);
			}
		}
	}

}
