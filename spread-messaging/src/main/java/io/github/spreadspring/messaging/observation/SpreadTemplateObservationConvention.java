package io.github.spreadspring.messaging.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How observations of templates are named and what keys they have. Extend
 * {@link DefaultSpreadTemplateObservationConvention} to add to the default.
 */
public interface SpreadTemplateObservationConvention extends ObservationConvention<SpreadTemplateObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof SpreadTemplateObservationContext;
	}

}
