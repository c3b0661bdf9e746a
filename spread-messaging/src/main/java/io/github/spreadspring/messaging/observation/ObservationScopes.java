package io.github.spreadspring.messaging.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Opens the scopes of our observations. For the classes of this library.
 */
public final class ObservationScopes {

	private ObservationScopes() {
	}

	/**
	 * Open the scope of an observation. Where that fails, Micrometer leaves the scope
	 * behind as that of the thread, and what comes later would belong to it: then the one
	 * before is put back.
	 * @param observation the observation; it goes on where its scope cannot be opened
	 * @param registry where it was made
	 * @return the scope, to be closed by the same thread
	 */
	public static Observation.Scope open(Observation observation, ObservationRegistry registry) {
		Observation.Scope before = registry.getCurrentObservationScope();
		try {
			return observation.openScope();
		}
		catch (RuntimeException | Error ex) {
			registry.setCurrentObservationScope(before);
			throw ex;
		}
	}

}
