package io.github.spreadspring.boot.autoconfigure.health;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import io.github.spreadspring.boot.actuate.SpreadBeans;
import io.github.spreadspring.boot.autoconfigure.actuate.SpreadBeansAutoConfiguration;
import io.github.spreadspring.boot.health.SpreadHealthIndicator;
import io.github.spreadspring.client.session.SpreadSession;

/**
 * Auto-configuration for {@link SpreadHealthIndicator}: one for the session, or one for
 * each where there are several.
 */
@AutoConfiguration(after = SpreadBeansAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean({ SpreadSession.class, SpreadBeans.class })
@ConditionalOnEnabledHealthIndicator("spread")
public final class SpreadHealthContributorAutoConfiguration {

	SpreadHealthContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = { "spreadHealthIndicator", "spreadHealthContributor" })
	HealthContributor spreadHealthContributor(ConfigurableListableBeanFactory beanFactory, SpreadBeans beans) {
		Map<String, SpreadSession> sessions = sessions(beanFactory);
		if (sessions.size() == 1) {
			return new SpreadHealthIndicator(sessions.values().iterator().next(), beans);
		}
		return CompositeHealthContributor.fromMap(sessions, (session) -> new SpreadHealthIndicator(session, beans));
	}

	/**
	 * Find the sessions, also those that are no default candidates for injection. One
	 * that is only created when somebody needs it is no reason to be out of service.
	 * @param beanFactory where the beans are
	 * @return the sessions by bean name
	 */
	private static Map<String, SpreadSession> sessions(ConfigurableListableBeanFactory beanFactory) {
		Map<String, SpreadSession> sessions = new LinkedHashMap<>();
		String[] names = beanFactory.getBeanNamesForType(SpreadSession.class, false, false);
		for (String name : names) {
			if (beanFactory.containsSingleton(name) || !isLazy(beanFactory, name)) {
				sessions.put(name, beanFactory.getBean(name, SpreadSession.class));
			}
		}
		return sessions.isEmpty()
				? SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, SpreadSession.class)
				: sessions;
	}

	private static boolean isLazy(ConfigurableListableBeanFactory beanFactory, String name) {
		return beanFactory.containsBeanDefinition(name) && beanFactory.getMergedBeanDefinition(name).isLazyInit();
	}

}
