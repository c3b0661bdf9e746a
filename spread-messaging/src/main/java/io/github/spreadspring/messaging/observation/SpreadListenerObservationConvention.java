package io.github.spreadspring.messaging.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How observations of listeners are named and what keys they have. Extend
 * {@link DefaultSpreadListenerObservationConvention} to add to the default.
 */
public interface SpreadListenerObservationConvention extends ObservationConvention<SpreadListenerObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof SpreadListenerObservationContext;
	}

}
