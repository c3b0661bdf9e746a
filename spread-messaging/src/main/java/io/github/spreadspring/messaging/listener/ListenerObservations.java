package io.github.spreadspring.messaging.listener;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.messaging.observation.DefaultSpreadListenerObservationConvention;
import io.github.spreadspring.messaging.observation.ObservationScopes;
import io.github.spreadspring.messaging.observation.SpreadListenerObservation;
import io.github.spreadspring.messaging.observation.SpreadListenerObservationContext;
import io.github.spreadspring.messaging.observation.SpreadListenerObservationConvention;

/**
 * Has the calls of a listener observed, from one start of its container to the stop.
 * Whatever goes wrong with that, the listener gets its messages.
 */
final class ListenerObservations {

	private static final Log logger = LogFactory.getLog(ListenerObservations.class);

	private final String id;

	private final ObservationRegistry registry;

	private final @Nullable SpreadListenerObservationConvention convention;

	private final Supplier<Set<String>> groups;

	/** Those that go on until the listener has answered. */
	private final Set<Observation> unanswered = ConcurrentHashMap.newKeySet();

	private volatile boolean givenUp;

	ListenerObservations(String id, ContainerProperties properties, Supplier<Set<String>> groups) {
		this.id = id;
		this.registry = properties.getObservationRegistry();
		this.convention = properties.getObservationConvention();
		this.groups = groups;
	}

	/**
	 * Begin to observe a call.
	 * @param messages what the listener is called with
	 * @return the scope of the call, to be ended
	 */
	Observation.Scope begin(List<RegularMessage> messages) {
		if (this.registry.isNoop()) {
			return Observation.Scope.NOOP;
		}
		Observation.Scope[] scope = { Observation.Scope.NOOP };
		unharmed(() -> scope[0] = open(SpreadListenerObservation.LISTENER.start(this.convention,
				DefaultSpreadListenerObservationConvention.INSTANCE,
				() -> new SpreadListenerObservationContext(this.id, this.groups.get(), messages), this.registry)));
		return scope[0];
	}

	private Observation.Scope open(Observation observation) {
		try {
			return ObservationScopes.open(observation, this.registry);
		}
		catch (RuntimeException | Error ex) {
			observation.stop();
			throw ex;
		}
	}

	void failed(Observation observation, Throwable failure) {
		unharmed(() -> observation.error(failure));
	}

	/**
	 * The call has ended. The observation ends with it, or with the answer that the
	 * listener has promised.
	 * @param scope the scope of the call
	 */
	void end(Observation.Scope scope) {
		if (scope == Observation.Scope.NOOP) {
			return;
		}
		Observation observation = scope.getCurrentObservation();
		unharmed(scope::close);
		CompletionStage<?> answered = (observation.getContextView() instanceof SpreadListenerObservationContext context)
				? context.getAnswered() : null;
		if (answered == null) {
			unharmed(observation::stop);
			return;
		}
		this.unanswered.add(observation);
		answered.whenComplete((result, failure) -> {
			if (this.unanswered.remove(observation)) {
				unharmed(observation::stop);
			}
		});
		if (this.givenUp) {
			giveUp();
		}
	}

	/**
	 * Wait for answers no longer: an observation that never ends would be counted for
	 * ever.
	 */
	void giveUp() {
		this.givenUp = true;
		for (Observation observation : this.unanswered) {
			if (this.unanswered.remove(observation)) {
				failed(observation, new CancellationException(
						"Listener '%s' was stopped before it had answered".formatted(this.id)));
				unharmed(observation::stop);
			}
		}
	}

	private void unharmed(Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("Listener '%s' could not be observed".formatted(this.id), ex);
		}
	}

}
