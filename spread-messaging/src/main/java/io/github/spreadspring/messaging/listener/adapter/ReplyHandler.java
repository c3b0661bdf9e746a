package io.github.spreadspring.messaging.listener.adapter;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.ReplySender;
import io.github.spreadspring.messaging.observation.ObservationScopes;
import io.github.spreadspring.messaging.observation.SpreadListenerObservationContext;
import io.github.spreadspring.messaging.support.SpreadHeaders;

/**
 * What becomes of the results of methods.
 */
final class ReplyHandler {

	private static final Log logger = LogFactory.getLog(ReplyHandler.class);

	private final @Nullable ReplySender sender;

	/**
	 * Whether any method may answer, so that somebody may wait to hear that none does.
	 */
	private final boolean answering;

	private final ListenerFailures failures;

	private final ObservationRegistry observations;

	private final UnderWay underWay = new UnderWay();

	ReplyHandler(AdapterSettings settings, List<ListenerMethod> methods, ListenerFailures failures) {
		this.sender = settings.replySender;
		this.observations = settings.observationRegistry;
		this.failures = failures;
		ListenerMethod returning = methods.stream().filter(ListenerMethod::hasResult).findFirst().orElse(null);
		if (returning != null && this.sender == null) {
			throw new IllegalArgumentException(
					"Listener method %s returns something, and nothing can send it: set a SpreadTemplate as reply sender of the SpreadListenerContainerFactory, or let the method return nothing"
						.formatted(returning));
		}
		this.answering = methods.stream().anyMatch((method) -> method.hasResult() && method.eventType() == null);
	}

	boolean isAnswering() {
		return this.answering;
	}

	/**
	 * Return when all results are complete and sent that were not so at once.
	 * @return completes then, perhaps now
	 */
	CompletableFuture<Void> whenAnswered() {
		return this.underWay.whenNone();
	}

	/**
	 * Answer with a result, now or when it is complete.
	 * @param request what the method was called with
	 * @param event the message or event of the request
	 * @param replyTo where the result goes; empty for the sender
	 * @param result the result
	 */
	void handle(Message<?> request, SpreadEvent event, List<String> replyTo, @Nullable Object result) {
		if (!(result instanceof CompletionStage<?> stage)) {
			send(request, replyTo, result);
			return;
		}
		Observation observation = this.observations.getCurrentObservation();
		CompletableFuture<Void> answered = new CompletableFuture<>();
		if (observation != null && observation.getContextView() instanceof SpreadListenerObservationContext context) {
			context.setAnswered(answered);
		}
		this.underWay.begin();
		follow(stage, new LateAnswer(request, event, replyTo, observation, answered));
	}

	private void follow(CompletionStage<?> stage, LateAnswer answer) {
		stage.whenComplete((value, failure) -> {
			Observation.Scope scope = open(answer.observation());
			CompletionStage<?> further = null;
			try {
				further = completed(answer, value, failure);
			}
			finally {
				close(scope);
				if (further == null) {
					answer.answered().complete(null);
					this.underWay.end();
				}
			}
			if (further != null) {
				follow(further, answer);
			}
		});
	}

	private Observation.Scope open(@Nullable Observation observation) {
		try {
			return (observation != null) ? ObservationScopes.open(observation, this.observations)
					: Observation.Scope.NOOP;
		}
		catch (RuntimeException | Error ex) {
			logger.error("An answer could not be observed", ex);
			return Observation.Scope.NOOP;
		}
	}

	private static void close(Observation.Scope scope) {
		try {
			scope.close();
		}
		catch (RuntimeException | Error ex) {
			logger.error("An answer could not be observed", ex);
		}
	}

	/**
	 * Send what a method has promised, or what its error handler makes of a failure.
	 * @param answer where it goes
	 * @param value the result
	 * @param failure why there is none
	 * @return what the error handler promises in turn, or {@code null} if all is done
	 */
	private @Nullable CompletionStage<?> completed(LateAnswer answer, @Nullable Object value,
			@Nullable Throwable failure) {
		Message<?> request = answer.request();
		try {
			Object result = value;
			if (failure != null) {
				result = mend(answer, failure);
				if (result instanceof CompletionStage<?> further) {
					return further;
				}
			}
			send(request, answer.replyTo(), result);
		}
		catch (Throwable ex) {
			none(request);
			this.failures.report(answer.event(), ex);
		}
		return null;
	}

	private @Nullable Object mend(LateAnswer answer, Throwable failure) throws Throwable {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof Exception exception) {
			return this.failures.mend(answer.request(), answer.event(), exception);
		}
		throw cause;
	}

	private void send(Message<?> request, List<String> replyTo, @Nullable Object result) {
		Object reply = (result instanceof Optional<?> optional) ? optional.orElse(null) : result;
		if (reply == null) {
			none(request);
			return;
		}
		if (this.sender == null) {
			throw new IllegalStateException(
					"An error handler returned %s, and nothing can send it: set a SpreadTemplate as reply sender of the SpreadListenerContainerFactory"
						.formatted(reply.getClass().getName()));
		}
		if (replyTo.isEmpty() && isMessage(request)) {
			this.sender.reply(request, null, reply);
		}
		for (String destination : replyTo) {
			this.sender.reply(request, destination, reply);
		}
	}

	/**
	 * Note that a message is not answered.
	 * @param request the message
	 */
	void none(Message<?> request) {
		if (this.answering && this.sender != null && isMessage(request)) {
			this.sender.noReply(request);
		}
	}

	private static boolean isMessage(Message<?> request) {
		return request.getHeaders().get(SpreadHeaders.EVENT) instanceof RegularMessage;
	}

	/**
	 * An answer that comes after the method has returned.
	 *
	 * @param request what the method was called with
	 * @param event the message or event of the request
	 * @param replyTo where the answer goes; empty for the sender
	 * @param observation what it belongs to, if anything
	 * @param answered to be completed when it is sent, or will never be
	 */
	private record LateAnswer(Message<?> request, SpreadEvent event, List<String> replyTo,
			@Nullable Observation observation, CompletableFuture<Void> answered) {
	}

}
