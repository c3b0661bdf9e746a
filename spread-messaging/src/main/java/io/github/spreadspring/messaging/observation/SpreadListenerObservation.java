package io.github.spreadspring.messaging.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observation of what a listener does with a message or a batch of messages: attempts
 * after a failure, error handling and its answer included, also one that is complete
 * later. Membership and connection events are not observed.
 */
public enum SpreadListenerObservation implements ObservationDocumentation {

	/**
	 * A listener handles a message or a batch.
	 */
	LISTENER {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultSpreadListenerObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeys.values();
		}

	};

	/**
	 * Keys with few values.
	 */
	public enum LowCardinalityKeys implements KeyName {

		/**
		 * Always {@code spread}.
		 */
		MESSAGING_SYSTEM("messaging.system"),

		/**
		 * Always {@code process}.
		 */
		MESSAGING_OPERATION_TYPE("messaging.operation.type"),

		/**
		 * The group: of a message to several, the first that the listener is in;
		 * {@code #private} for messages to our private group.
		 */
		MESSAGING_DESTINATION_NAME("messaging.destination.name"),

		/**
		 * The id of the listener.
		 */
		LISTENER_ID("spread.listener.id");

		private final String key;

		LowCardinalityKeys(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
