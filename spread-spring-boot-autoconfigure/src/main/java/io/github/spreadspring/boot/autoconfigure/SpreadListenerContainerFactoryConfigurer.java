package io.github.spreadspring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.ErrorHandler;
import org.springframework.validation.Validator;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.ReplySender;
import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.config.ContainerCustomizer;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.RepublishingErrorHandler;
import io.github.spreadspring.messaging.listener.SpreadListenerInterceptor;
import io.github.spreadspring.messaging.listener.SpreadMessageFilter;
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

	private final SpreadTemplateConfigurer templateConfigurer;

	private final ApplicationContext context;

	private final boolean virtualThreads;

	SpreadListenerContainerFactoryConfigurer(SpreadProperties properties, SpreadTemplateConfigurer templateConfigurer,
			ApplicationContext context, boolean virtualThreads) {
		this.properties = properties;
		this.templateConfigurer = templateConfigurer;
		this.context = context;
		this.virtualThreads = virtualThreads;
	}

	/**
	 * Configure a factory. Listeners that name another session answer, and send dead
	 * letters, over that one: through its template, if exactly one bean is there, else
	 * through one with the same properties.
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
		factory.setReplySenders((session) -> template(session, converter));
		factory.setBatchListener(listener.isBatch());
		factory.setMessageFilter(named(MESSAGE_FILTER, SpreadMessageFilter.class));
		factory.setValidator(this.context.getBeanProvider(Validator.class).getIfUnique());
		factory.setInterceptors(this.context.getBeanProvider(SpreadListenerInterceptor.class)
			.orderedStream()
			.toArray(SpreadListenerInterceptor[]::new));
		ContainerProperties container = factory.getContainerProperties();
		configure(container, listener);
		List<ContainerCustomizer> customizers = new ArrayList<>();
		String deadLetterGroup = listener.getDeadLetterGroup();
		if (deadLetterGroup != null) {
			ErrorHandler fallback = container.getErrorHandler();
			ErrorHandler ours = new RepublishingErrorHandler(template, deadLetterGroup, fallback);
			container.setErrorHandler(ours);
			customizers.add((other) -> {
				// another one was set afterwards, on the factory or for this listener
				boolean kept = other.getContainerProperties().getErrorHandler() == ours;
				if (kept && isOfAnother(other.getSession(), template)) {
					other.getContainerProperties()
						.setErrorHandler(new RepublishingErrorHandler(template(other.getSession(), converter),
								deadLetterGroup, fallback));
				}
			});
		}
		this.context.getBeanProvider(ContainerCustomizer.class).orderedStream().forEach(customizers::add);
		factory.setContainerCustomizers(customizers.toArray(ContainerCustomizer[]::new));
	}

	private void configure(ContainerProperties container, ListenerProperties listener) {
		listener.applyTo(container);
		container.setVirtualThreads(this.virtualThreads);
		container.setApplicationEventPublisher(this.context);
		new Observations(this.properties, this.context).applyTo(container);
		ErrorHandler errorHandler = named(ERROR_HANDLER, ErrorHandler.class);
		if (errorHandler != null) {
			container.setErrorHandler(errorHandler);
		}
	}

	private static boolean isOfAnother(SpreadSession session, SpreadOperations operations) {
		return operations instanceof SpreadTemplate template && template.getSession() != session;
	}

	private SpreadTemplate template(SpreadSession session, MessageConverter converter) {
		// also those that are no candidates for injection by type
		List<SpreadTemplate> templates = this.context.getBeansOfType(SpreadTemplate.class, false, true)
			.values()
			.stream()
			.filter((template) -> template.getSession() == session)
			.toList();
		return (templates.size() == 1) ? templates.get(0) : this.templateConfigurer.createTemplate(session, converter);
	}

	private <T> @Nullable T named(String name, Class<T> type) {
		return this.context.containsBean(name) ? this.context.getBean(name, type) : null;
	}

}
