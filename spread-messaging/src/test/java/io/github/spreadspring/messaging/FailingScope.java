package io.github.spreadspring.messaging;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

/**
 * Fails when the scope of an observation is opened.
 */
public class FailingScope implements ObservationHandler<Observation.Context> {

	@Override
	public void onScopeOpened(Observation.Context context) {
		throw new IllegalStateException("of a test");
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

}
