package io.github.spreadspring.messaging.config;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.validation.Validator;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.ReplySender;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.SpreadEventListener;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.messaging.listener.SpreadListenerInterceptor;
import io.github.spreadspring.messaging.listener.SpreadMessageFilter;
import io.github.spreadspring.messaging.listener.adapter.AdapterSettings;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

/**
 * Makes containers that share a session and how they run. To be changed before containers
 * are made.
 */
public class SpreadListenerContainerFactory implements BeanFactoryAware {

	private final SpreadSession session;

	private final MessageConverter converter;

	private final ContainerProperties containerProperties = new ContainerProperties();

	private SpreadMessageMapper messageMapper;

	private @Nullable ReplySender replySender;

	private Function<SpreadSession, @Nullable ReplySender> replySenders = (session) -> null;

	private @Nullable Validator validator;

	private @Nullable SpreadMessageFilter messageFilter;

	private List<SpreadListenerInterceptor> interceptors = List.of();

	private List<ContainerCustomizer> containerCustomizers = List.of();

	private boolean batchListener;

	private @Nullable BeanFactory beanFactory;

	/**
	 * Create a factory.
	 * @param session the session whose member all listeners are
	 * @param converter turns bytes into parameters
	 */
	public SpreadListenerContainerFactory(SpreadSession session, MessageConverter converter) {
		this.session = session;
		this.converter = converter;
		this.messageMapper = new SpreadMessageMapper(converter);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Return how many messages to listeners of this factory should have begun with
	 * headers but did not. One that several listeners got counts for each.
	 * @return the number since the message mapper was set
	 */
	public long getUnreadableHeaderBlocks() {
		return this.messageMapper.unreadableHeaderBlocks();
	}

	/**
	 * Return how containers run their listeners, unless a listener says otherwise.
	 * @return the properties, to be changed before containers are made
	 */
	public ContainerProperties getContainerProperties() {
		return this.containerProperties;
	}

	/**
	 * Set what reads the headers of messages.
	 * @param messageMapper default one with default settings
	 */
	public void setMessageMapper(SpreadMessageMapper messageMapper) {
		this.messageMapper = messageMapper;
	}

	/**
	 * Set who sends what methods return, for listeners on the session of this factory.
	 * @param replySender usually the {@code SpreadTemplate} of the session; default
	 * {@code null}, then methods must return nothing
	 */
	public void setReplySender(@Nullable ReplySender replySender) {
		this.replySender = replySender;
	}

	/**
	 * Set who sends what methods return, for listeners on other sessions.
	 * @param replySenders gives the sender for a session; default none, then methods must
	 * return nothing
	 */
	public void setReplySenders(Function<SpreadSession, @Nullable ReplySender> replySenders) {
		this.replySenders = replySenders;
	}

	/**
	 * Set what checks payloads with {@code @Valid} or {@code @Validated}.
	 * @param validator default {@code null} for no checks
	 */
	public void setValidator(@Nullable Validator validator) {
		this.validator = validator;
	}

	/**
	 * Set which messages reach methods, unless a listener has a filter of its own.
	 * @param messageFilter default {@code null} for all
	 */
	public void setMessageFilter(@Nullable SpreadMessageFilter messageFilter) {
		this.messageFilter = messageFilter;
	}

	/**
	 * Set who sees messages before and after methods; behind the filter.
	 * @param interceptors the outermost first; default none
	 */
	public void setInterceptors(SpreadListenerInterceptor... interceptors) {
		this.interceptors = List.of(interceptors);
	}

	/**
	 * Set whether methods take several messages at once, unless a listener says
	 * otherwise.
	 * @param batchListener default {@code false}
	 */
	public void setBatchListener(boolean batchListener) {
		this.batchListener = batchListener;
	}

	/**
	 * Set who sees each container before it starts.
	 * @param containerCustomizers in the order in which they are called; default none
	 */
	public void setContainerCustomizers(ContainerCustomizer... containerCustomizers) {
		this.containerCustomizers = List.of(containerCustomizers);
	}

	/**
	 * Make a container for a listener.
	 * @param endpoint the listener and what it wants
	 * @return the container, stopped and in no registry
	 * @throws IllegalArgumentException if a method can never be called as it is
	 */
	public SpreadListenerContainer createContainer(SpreadListenerEndpoint endpoint) {
		SpreadSession session = (endpoint.getSession() != null) ? endpoint.getSession() : this.session;
		ContainerProperties properties = new ContainerProperties(this.containerProperties);
		endpoint.configure(properties);
		AdapterSettings settings = new AdapterSettings(endpoint.getId(), this.converter).mapper(this.messageMapper)
			.replySender(replySender(session))
			.validator(this.validator)
			.filter(this.messageFilter)
			.interceptors(this.interceptors)
			.beanFactory(this.beanFactory)
			.observationRegistry(properties.getObservationRegistry());
		SpreadEventListener listener = endpoint.createListener(settings, this.batchListener, properties);
		SpreadListenerContainer container = new SpreadListenerContainer(endpoint.getId(), session, endpoint.getGroups(),
				listener, properties);
		this.containerCustomizers.forEach((customizer) -> customizer.configure(container));
		return container;
	}

	/**
	 * Make a container for a listener that is no annotated method.
	 * @param id the id
	 * @param listener who gets the messages and events
	 * @param groups the groups to listen to
	 * @return the container, stopped and in no registry
	 */
	public SpreadListenerContainer createContainer(String id, SpreadEventListener listener, String... groups) {
		SimpleSpreadListenerEndpoint endpoint = new SimpleSpreadListenerEndpoint(id, listener);
		endpoint.setGroups(groups);
		return createContainer(endpoint);
	}

	private @Nullable ReplySender replySender(SpreadSession session) {
		return (session == this.session && this.replySender != null) ? this.replySender
				: this.replySenders.apply(session);
	}

}
