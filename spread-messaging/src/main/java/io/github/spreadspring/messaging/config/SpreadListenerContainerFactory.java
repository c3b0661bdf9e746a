package io.github.spreadspring.messaging.config;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.EmptyPayloadArgumentResolver;
import io.github.spreadspring.messaging.listener.MethodSpreadListener;
import io.github.spreadspring.messaging.listener.SpreadEventArgumentResolver;
import io.github.spreadspring.messaging.listener.SpreadEventListener;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

/**
 * Makes containers that share a session and how they run.
 */
public class SpreadListenerContainerFactory implements BeanFactoryAware {

	private final SpreadSession session;

	private final MessageConverter converter;

	private final DefaultMessageHandlerMethodFactory methods = new DefaultMessageHandlerMethodFactory();

	private final ContainerProperties containerProperties = new ContainerProperties();

	/**
	 * Create a factory.
	 * @param session the session whose member all listeners are
	 * @param converter turns bytes into parameters
	 */
	public SpreadListenerContainerFactory(SpreadSession session, MessageConverter converter) {
		this.session = session;
		this.converter = converter;
		this.methods.setMessageConverter(converter);
		this.methods.setCustomArgumentResolvers(
				List.of(new SpreadEventArgumentResolver(), new EmptyPayloadArgumentResolver(converter)));
		this.methods.afterPropertiesSet();
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.methods.setBeanFactory(beanFactory);
		this.methods.afterPropertiesSet();
	}

	/**
	 * Return how containers run their listeners, unless a listener says otherwise.
	 * @return the properties, to be changed before containers are made
	 */
	public ContainerProperties getContainerProperties() {
		return this.containerProperties;
	}

	/**
	 * Make a container for a method.
	 * @param endpoint the method and what it wants
	 * @return the container, stopped
	 * @throws IllegalArgumentException if the method can never be called as it is
	 */
	public SpreadListenerContainer createContainer(SpreadListenerEndpoint endpoint) {
		MethodSpreadListener listener = new MethodSpreadListener(
				this.methods.createInvocableHandlerMethod(endpoint.bean(), endpoint.method()),
				new SpreadMessageMapper(this.converter));
		return create(endpoint.id(), listener, endpoint.groups(), endpoint.autoStartup(), endpoint.queueCapacity());
	}

	/**
	 * Make a container for a listener that is no annotated method.
	 * @param id the id
	 * @param listener who gets the messages and events
	 * @param groups the groups to listen to
	 * @return the container, stopped and in no registry
	 */
	public SpreadListenerContainer createContainer(String id, SpreadEventListener listener, String... groups) {
		return create(id, listener, List.of(groups), null, null);
	}

	private SpreadListenerContainer create(String id, SpreadEventListener listener, List<String> groups,
			@Nullable Boolean autoStartup, @Nullable Integer queueCapacity) {
		ContainerProperties properties = new ContainerProperties(this.containerProperties);
		if (autoStartup != null) {
			properties.setAutoStartup(autoStartup);
		}
		if (queueCapacity != null) {
			properties.setQueueCapacity(queueCapacity);
		}
		return new SpreadListenerContainer(id, this.session, groups, listener, properties);
	}

}
