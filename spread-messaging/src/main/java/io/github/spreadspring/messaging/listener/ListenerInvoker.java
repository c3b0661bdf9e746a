package io.github.spreadspring.messaging.listener;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.Retryable;
import org.springframework.util.ErrorHandler;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.protocol.MemberId;

/**
 * Calls the listener: observed, again where it failed and a policy says so, and with the
 * error handler at the end. Whatever the listener throws stays in here.
 */
final class ListenerInvoker {

	private static final Log logger = LogFactory.getLog(ListenerInvoker.class);

	private final String id;

	private final SpreadEventListener listener;

	private final ErrorHandler errorHandler;

	private final @Nullable ListenerRetry retry;

	private final boolean selfDiscard;

	private final ListenerObservations observations;

	private final ContainerStatistics statistics;

	/** Who we are at this place of the stream. */
	private volatile @Nullable MemberId self;

	ListenerInvoker(String id, SpreadEventListener listener, ContainerProperties properties,
			Supplier<Set<String>> groups, Gate gate, ContainerStatistics statistics) {
		this.id = id;
		this.listener = listener;
		this.errorHandler = properties.getErrorHandler();
		RetryPolicy policy = properties.getRetryPolicy();
		this.retry = (policy != null) ? new ListenerRetry(policy, gate) : null;
		this.selfDiscard = properties.isSelfDiscard();
		this.observations = new ListenerObservations(id, properties, groups);
		this.statistics = statistics;
	}

	boolean takesBatches() {
		return this.listener instanceof SpreadBatchListener;
	}

	/**
	 * Return when all answers of the listener are sent.
	 * @return completes then; also when the listener cannot tell
	 */
	CompletableFuture<Void> whenAnswered() {
		try {
			return this.listener.whenAnswered();
		}
		catch (RuntimeException | Error ex) {
			logger.error("Listener '%s' failed on being asked for its answers".formatted(this.id), ex);
			return CompletableFuture.completedFuture(null);
		}
	}

	/**
	 * Expect no answers any more that the listener still owes.
	 */
	void giveUp() {
		this.observations.giveUp();
	}

	/**
	 * Whether a message is for the listener.
	 * @param message the message, at its place in the stream
	 * @return {@code false} for our own where they are discarded
	 */
	boolean wants(RegularMessage message) {
		return !this.selfDiscard || !message.sender().equals(this.self);
	}

	void onEvent(SpreadEvent event) {
		if (event instanceof ConnectionEstablished established) {
			this.self = established.member();
		}
		else if (event instanceof ConnectionRestored restored) {
			this.self = restored.member();
		}
		call(() -> this.listener.onEvent(event), Observation.NOOP, () -> List.of(event));
	}

	void onMessage(RegularMessage message) {
		this.statistics.handled(1);
		List<RegularMessage> messages = List.of(message);
		Observation.Scope scope = this.observations.begin(messages);
		try {
			call(() -> this.listener.onEvent(message), scope.getCurrentObservation(), () -> messages);
		}
		finally {
			this.observations.end(scope);
		}
	}

	void onMessages(List<RegularMessage> messages) {
		this.statistics.handled(messages.size());
		SpreadBatchListener batchListener = (SpreadBatchListener) this.listener;
		List<RegularMessage> batch = Collections.unmodifiableList(messages);
		Set<RegularMessage> alone = Collections.newSetFromMap(new IdentityHashMap<>());
		Observation.Scope scope = this.observations.begin(batch);
		try {
			Observation observation = scope.getCurrentObservation();
			call(() -> batchListener.onMessages(batch, (message, failure) -> {
				// with each attempt it is reported again
				if (alone.add(message)) {
					failed(failure, observation, List.of(message));
				}
			}), observation, () -> {
				List<RegularMessage> rest = batch.stream().filter((message) -> !alone.contains(message)).toList();
				return rest.isEmpty() ? batch : rest;
			});
		}
		finally {
			this.observations.end(scope);
		}
	}

	private void call(Invocation invocation, Observation observation, Supplier<List<? extends SpreadEvent>> failedOn) {
		try {
			if (this.retry == null) {
				invocation.invoke();
			}
			else {
				this.retry.call(invocation);
			}
		}
		catch (Throwable ex) {
			failed(ex, observation, failedOn.get());
		}
	}

	private void failed(Throwable cause, Observation observation, List<? extends SpreadEvent> events) {
		this.observations.failed(observation, cause);
		events.forEach(this::givenUp);
		ListenerFailedException failure = new ListenerFailedException(this.id, events, cause);
		this.statistics.failed(failure);
		try {
			this.errorHandler.handleError(failure);
		}
		catch (Throwable ex) {
			logger.error("Error handler of listener '%s' failed".formatted(this.id), ex);
			if (!isCausedBy(ex, failure)) {
				logger.error("What it failed to handle: " + failure.getMessage(), cause);
			}
		}
	}

	private void givenUp(SpreadEvent event) {
		try {
			this.listener.givenUp(event);
		}
		catch (RuntimeException | Error ex) {
			logger.error("Listener '%s' failed once more, on hearing that %s is given up".formatted(this.id, event),
					ex);
		}
	}

	private static boolean isCausedBy(Throwable ex, Throwable failure) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause == failure || cause == failure.getCause()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * A call of the listener.
	 */
	private interface Invocation extends Retryable<@Nullable Object> {

		void invoke() throws Exception;

		@Override
		default @Nullable Object execute() throws Exception {
			invoke();
			return null;
		}

	}

}
