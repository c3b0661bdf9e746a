package io.github.spreadspring.messaging.listener;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Calls a listener again as a policy says, until it ends well, until the policy gives up,
 * or until the container stops: then the waiting between two attempts ends at once. What
 * cannot be converted is not tried again, because it never ends well.
 */
final class ListenerRetry {

	private static final Log logger = LogFactory.getLog(ListenerRetry.class);

	private final RetryPolicy policy;

	private final Gate gate;

	ListenerRetry(RetryPolicy policy, Gate gate) {
		this.policy = policy;
		this.gate = gate;
	}

	/**
	 * Call a listener.
	 * @param call calls the listener
	 * @throws Throwable what the listener threw last
	 */
	void call(Retryable<?> call) throws Throwable {
		try {
			new RetryTemplate(new StoppablePolicy()).execute(call);
		}
		catch (RetryException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * The policy for one message. Waits itself, because the template would sleep through
	 * a stop.
	 */
	private final class StoppablePolicy implements RetryPolicy {

		private final RetryPolicy policy = ListenerRetry.this.policy;

		private final long start = System.nanoTime();

		@Override
		public boolean shouldRetry(Throwable failure) {
			try {
				return !SendersMistake.isCauseOf(failure) && !ListenerRetry.this.gate.isClosed()
						&& this.policy.shouldRetry(failure);
			}
			catch (RuntimeException ex) {
				logger.error("The retry policy failed; not trying again", ex);
				return false;
			}
		}

		@Override
		public BackOff getBackOff() {
			BackOffExecution execution = this.policy.getBackOff().start();
			return () -> () -> await(execution.nextBackOff());
		}

		private long await(long millis) {
			if (millis == BackOffExecution.STOP || isTooLong(millis)) {
				return BackOffExecution.STOP;
			}
			try {
				return ListenerRetry.this.gate.awaitClosed(Duration.ofMillis(millis)) ? BackOffExecution.STOP : 0;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return BackOffExecution.STOP;
			}
		}

		private boolean isTooLong(long millis) {
			Duration timeout = this.policy.getTimeout();
			Duration elapsed = Duration.ofNanos(System.nanoTime() - this.start);
			return !timeout.isZero() && elapsed.plusMillis(millis).compareTo(timeout) > 0;
		}

	}

}
