package io.github.spreadspring.messaging.observation;

import io.micrometer.common.KeyValues;

import io.github.spreadspring.messaging.observation.SpreadListenerObservation.LowCardinalityKeys;

/**
 * The default: named {@code spread.listener}, with the keys of
 * {@link SpreadListenerObservation}.
 */
public class DefaultSpreadListenerObservationConvention implements SpreadListenerObservationConvention {

	/**
	 * The default.
	 */
	public static final DefaultSpreadListenerObservationConvention INSTANCE = new DefaultSpreadListenerObservationConvention();

	@Override
	public String getName() {
		return "spread.listener";
	}

	@Override
	public String getContextualName(SpreadListenerObservationContext context) {
		return context.getDestination() + " process";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(SpreadListenerObservationContext context) {
		return KeyValues.of(LowCardinalityKeys.MESSAGING_SYSTEM.withValue("spread"),
				LowCardinalityKeys.MESSAGING_OPERATION_TYPE.withValue("process"),
				LowCardinalityKeys.MESSAGING_DESTINATION_NAME.withValue(context.getDestination()),
				LowCardinalityKeys.LISTENER_ID.withValue(context.getListenerId()));
	}

}
