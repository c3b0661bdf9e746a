package io.github.spreadspring.messaging.observation;

import io.micrometer.common.KeyValues;

import io.github.spreadspring.messaging.observation.SpreadTemplateObservation.LowCardinalityKeys;

/**
 * The default: named {@code spread.template}, with the keys of
 * {@link SpreadTemplateObservation}.
 */
public class DefaultSpreadTemplateObservationConvention implements SpreadTemplateObservationConvention {

	/**
	 * The default.
	 */
	public static final DefaultSpreadTemplateObservationConvention INSTANCE = new DefaultSpreadTemplateObservationConvention();

	@Override
	public String getName() {
		return "spread.template";
	}

	@Override
	public String getContextualName(SpreadTemplateObservationContext context) {
		return context.getDestination() + " send";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(SpreadTemplateObservationContext context) {
		return KeyValues.of(LowCardinalityKeys.MESSAGING_SYSTEM.withValue("spread"),
				LowCardinalityKeys.MESSAGING_OPERATION_TYPE.withValue("send"),
				LowCardinalityKeys.MESSAGING_DESTINATION_NAME.withValue(context.getDestination()));
	}

}
