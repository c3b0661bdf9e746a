package io.github.spreadspring.messaging;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

import io.github.spreadspring.messaging.observation.DefaultSpreadTemplateObservationConvention;
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
	 * @param destinations groups and member ids
	 * @param message what is to be sent
	 * @param sending sends it, with the headers of the trace
	 */
	void observe(List<String> destinations, Message<?> message, Consumer<Map<String, String>> sending) {
		SpreadTemplateObservationContext context = new SpreadTemplateObservationContext(destinations, message);
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
		unharmed(() -> scope[0] = SpreadTemplateObservation.TEMPLATE
			.start(this.convention, DefaultSpreadTemplateObservationConvention.INSTANCE, () -> context, this.registry)
			.openScope());
		return scope[0];
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
