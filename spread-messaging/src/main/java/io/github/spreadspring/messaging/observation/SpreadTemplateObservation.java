package io.github.spreadspring.messaging.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observation of what a template sends, requests and replies included: from the
 * application's call until the message is handed to the daemon, or that has failed.
 * Waiting for a reply, or for the message to come back, is not part of it.
 */
public enum SpreadTemplateObservation implements ObservationDocumentation {

	/**
	 * A template sends a message.
	 */
	TEMPLATE {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultSpreadTemplateObservationConvention.class;
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
		 * Always {@code send}.
		 */
		MESSAGING_OPERATION_TYPE("messaging.operation.type"),

		/**
		 * The group: of a message to several, the first; {@code #private} for messages to
		 * a member, whoever that is; {@code #reply} for answers to a group that the
		 * request named.
		 */
		MESSAGING_DESTINATION_NAME("messaging.destination.name");

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
