package io.github.spreadspring.messaging;

import java.util.Map;
import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.messaging.observation.DefaultSpreadTemplateObservationConvention;
import io.github.spreadspring.messaging.observation.ObservationScopes;
import io.github.spreadspring.messaging.observation.SpreadTemplateObservation;
import io.github.spreadspring.messaging.observation.SpreadTemplateObservationContext;
import io.github.spreadspring.messaging.observation.SpreadTemplateObservationConvention;

/**
 * Has what a template sends observed. Whatever goes wrong with that, the message is sent.
 */
final class SendObservations {

	private static final Log logger = LogFactory.getLog(SendObservations.class);

	private ObservationRegistry registry = ObservationRegistry.NOOP;

	private @Nullable SpreadTemplateObservationConvention convention;

	void setRegistry(ObservationRegistry registry) {
		this.registry = registry;
	}

	void setConvention(@Nullable SpreadTemplateObservationConvention convention) {
		this.convention = convention;
	}

	/**
	 * Whether nobody wants to know, so that sending need not be observed.
	 * @return {@code true} if so
	 */
	boolean areOff() {
		return this.registry.isNoop();
	}

	/**
	 * Have a message sent, and say how that went.
	 * @param context what is to be sent where
	 * @param sending sends it, with the headers of the trace
	 */
	void observe(SpreadTemplateObservationContext context, Consumer<Map<String, String>> sending) {
		Observation.Scope scope = begin(context);
		try {
			sending.accept(context.getTraceHeaders());
		}
		catch (RuntimeException | Error ex) {
			unharmed(() -> scope.getCurrentObservation().error(ex));
			throw ex;
		}
		finally {
			unharmed(scope::close);
			unharmed(scope.getCurrentObservation()::stop);
		}
	}

	private Observation.Scope begin(SpreadTemplateObservationContext context) {
		Observation.Scope[] scope = { Observation.Scope.NOOP };
		unharmed(() -> scope[0] = open(SpreadTemplateObservation.TEMPLATE.start(this.convention,
				DefaultSpreadTemplateObservationConvention.INSTANCE, () -> context, this.registry)));
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

	private static void unharmed(Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("What is sent could not be observed", ex);
		}
	}

}
