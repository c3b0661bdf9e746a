package io.github.spreadspring.boot.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.ErrorHandler;
import org.springframework.validation.Validator;

import io.github.spreadspring.messaging.ReplySender;
import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.config.ContainerCustomizer;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.RepublishingErrorHandler;
import io.github.spreadspring.messaging.listener.SpreadListenerInterceptor;
import io.github.spreadspring.messaging.listener.SpreadMessageFilter;
import io.github.spreadspring.messaging.observation.SpreadListenerObservationConvention;
import io.github.spreadspring.messaging.support.HeaderSettings;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

/**
 * Gives a container factory everything that the auto-configured one has: properties,
 * error handling, validation, interceptors, observation. For applications that make a
 * factory of their own, for instance for a second session.
 */
public final class SpreadListenerContainerFactoryConfigurer {

	/**
	 * The name of a bean that all listeners are called behind.
	 */
	public static final String MESSAGE_FILTER = "spreadMessageFilter";

	/**
	 * The name of a bean that handles what listeners throw.
	 */
	public static final String ERROR_HANDLER = "spreadErrorHandler";

	private final SpreadProperties properties;

	private final ApplicationContext context;

	private final boolean virtualThreads;

	SpreadListenerContainerFactoryConfigurer(SpreadProperties properties, ApplicationContext context,
			boolean virtualThreads) {
		this.properties = properties;
		this.context = context;
		this.virtualThreads = virtualThreads;
	}

	/**
	 * Configure a factory.
	 * @param factory the factory
	 * @param converter the converter that it was made with
	 * @param template sends over the session of the factory: replies, and dead letters
	 */
	public void configure(SpreadListenerContainerFactory factory, MessageConverter converter,
			SpreadOperations template) {
		HeaderSettings headers = this.properties.getHeaders().toSettings();
		ListenerProperties listener = this.properties.getListener();
		factory.setMessageMapper(new SpreadMessageMapper(converter, headers));
		factory.setReplySender((template instanceof ReplySender sender) ? sender : null);
		factory.setReplySenders((session) -> new SpreadTemplate(session, converter, headers));
		factory.setBatchListener(listener.isBatch());
		factory.setMessageFilter(named(MESSAGE_FILTER, SpreadMessageFilter.class));
		factory.setValidator(this.context.getBeanProvider(Validator.class).getIfUnique());
		factory.setInterceptors(this.context.getBeanProvider(SpreadListenerInterceptor.class)
			.orderedStream()
			.toArray(SpreadListenerInterceptor[]::new));
		factory.setContainerCustomizers(this.context.getBeanProvider(ContainerCustomizer.class)
			.orderedStream()
			.toArray(ContainerCustomizer[]::new));
		configure(factory.getContainerProperties(), listener, template);
	}

	private void configure(ContainerProperties container, ListenerProperties listener, SpreadOperations template) {
		listener.applyTo(container);
		container.setVirtualThreads(this.virtualThreads);
		container.setApplicationEventPublisher(this.context);
		this.context.getBeanProvider(ObservationRegistry.class).ifUnique(container::setObservationRegistry);
		this.context.getBeanProvider(SpreadListenerObservationConvention.class)
			.ifUnique(container::setObservationConvention);
		ErrorHandler errorHandler = named(ERROR_HANDLER, ErrorHandler.class);
		if (errorHandler != null) {
			container.setErrorHandler(errorHandler);
		}
		if (listener.getDeadLetterGroup() != null) {
			container.setErrorHandler(
					new RepublishingErrorHandler(template, listener.getDeadLetterGroup(), container.getErrorHandler()));
		}
	}

	private <T> @Nullable T named(String name, Class<T> type) {
		return this.context.containsBean(name) ? this.context.getBean(name, type) : null;
	}

}
