package io.github.spreadspring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether a daemon may be started: as {@code spread.embedded.enabled} says, and when that
 * is not set, only without {@code spread.address} and without a bean in its place; the
 * rule of Boot's embedded databases.
 */
class OnEmbeddedDaemonCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Embedded Spread daemon");
		Environment environment = context.getEnvironment();
		Boolean enabled = enabled(environment);
		if (enabled != null) {
			return new ConditionOutcome(enabled, message.because("spread.embedded.enabled is " + enabled));
		}
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		if (beanFactory != null
				&& beanFactory.getBeanNamesForType(SpreadConnectionDetails.class, true, false).length > 0) {
			return ConditionOutcome.noMatch(message.because("the application has SpreadConnectionDetails"));
		}
		boolean addressed = isAddressed(environment);
		return new ConditionOutcome(!addressed,
				message.because("spread.address is " + (addressed ? "set" : "not set")));
	}

	/**
	 * Whether the properties still want a daemon. Where the application was processed
	 * ahead of time, the condition has looked at those of the build.
	 * @param environment the properties
	 * @return {@code true} if a daemon may be started
	 */
	static boolean isWanted(Environment environment) {
		Boolean enabled = enabled(environment);
		return (enabled != null) ? enabled : !isAddressed(environment);
	}

	private static @Nullable Boolean enabled(Environment environment) {
		return environment.getProperty("spread.embedded.enabled", Boolean.class);
	}

	private static boolean isAddressed(Environment environment) {
		return Binder.get(environment)
			.bind("spread.address", Bindable.listOf(String.class))
			.map((addresses) -> !addresses.isEmpty())
			.orElse(false);
	}

}
