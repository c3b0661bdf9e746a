package io.github.spreadspring.boot.actuate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

/**
 * What there is to look at in an application: its sessions by bean name, and its
 * listeners. Beans that were not created yet are not created for it.
 */
public final class SpreadBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Predicate<DaemonAddress> embedded;

	/**
	 * Look into a bean factory.
	 * @param beanFactory where the beans are
	 * @param embedded tells whether the daemon at an address runs inside the application
	 */
	public SpreadBeans(ConfigurableListableBeanFactory beanFactory, Predicate<DaemonAddress> embedded) {
		this.beanFactory = beanFactory;
		this.embedded = embedded;
	}

	/**
	 * Return the beans of a type, also those that are no candidates for injection by
	 * type.
	 * @param <T> the type
	 * @param type the type
	 * @return the singletons that were created, by name
	 */
	public <T> Map<String, T> existing(Class<T> type) {
		Map<String, T> beans = new LinkedHashMap<>();
		for (String name : this.beanFactory.getBeanNamesForType(type, false, false)) {
			if (this.beanFactory.containsSingleton(name)) {
				beans.put(name, this.beanFactory.getBean(name, type));
			}
		}
		return beans;
	}

	/**
	 * Return the sessions.
	 * @return the sessions by bean name
	 */
	public Map<String, SpreadSession> sessions() {
		return existing(SpreadSession.class);
	}

	/**
	 * Return how a session is called.
	 * @param session the session
	 * @return its bean name, or {@code null} if it is no bean
	 */
	public @Nullable String name(SpreadSession session) {
		return sessions().entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == session)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return the listeners of all sessions.
	 * @return their containers, in the order in which they were registered
	 */
	public Collection<SpreadListenerContainer> listeners() {
		List<SpreadListenerContainer> containers = new ArrayList<>();
		existing(SpreadListenerEndpointRegistry.class).values()
			.forEach((registry) -> containers.addAll(registry.getListenerContainers()));
		return containers;
	}

	/**
	 * Whether the daemon of a session runs inside this application.
	 * @param session the session
	 * @return {@code true} if so
	 */
	public boolean isEmbedded(SpreadSession session) {
		return this.embedded.test(session.address());
	}

}
