package io.github.spreadspring.sample.upload;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Compares {@code sample.upload.roles} with the roles that a part is for.
 */
class OnUploadRole implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		UploadRole[] wanted = metadata.getAnnotations()
			.get(ConditionalOnUploadRole.class)
			.getEnumArray("value", UploadRole.class);
		return !Collections.disjoint(roles(context.getEnvironment()), Set.of(wanted));
	}

	/**
	 * Return the roles of this process.
	 * @param environment has the property
	 * @return the roles, all unless set otherwise
	 */
	static Set<UploadRole> roles(Environment environment) {
		return Binder.get(environment)
			.bind("sample.upload.roles", Bindable.setOf(UploadRole.class))
			.orElseGet(() -> EnumSet.allOf(UploadRole.class));
	}

}
