package io.github.spreadspring.boot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.messaging.converter.MessageConverter;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadSendInterceptor;
import io.github.spreadspring.messaging.SpreadTemplate;

/**
 * Makes templates that have everything the auto-configured one has: properties, header
 * settings, interceptors, customizers. For applications that make a template of their
 * own, for instance for a second session.
 */
public final class SpreadTemplateConfigurer {

	private final SpreadProperties properties;

	private final MessageConverter converter;

	private final ObjectProvider<SpreadSendInterceptor> interceptors;

	private final ObjectProvider<SpreadTemplateCustomizer> customizers;

	SpreadTemplateConfigurer(SpreadProperties properties, MessageConverter converter,
			ObjectProvider<SpreadSendInterceptor> interceptors, ObjectProvider<SpreadTemplateCustomizer> customizers) {
		this.properties = properties;
		this.converter = converter;
		this.interceptors = interceptors;
		this.customizers = customizers;
	}

	/**
	 * Make a template with the bean {@code spreadMessageConverter}.
	 * @param session what the template sends over
	 * @return the template
	 */
	public SpreadTemplate createTemplate(SpreadSession session) {
		return createTemplate(session, this.converter);
	}

	/**
	 * Make a template.
	 * @param session what the template sends over
	 * @param converter turns payloads into bytes and bytes into payloads
	 * @return the template
	 */
	public SpreadTemplate createTemplate(SpreadSession session, MessageConverter converter) {
		SpreadTemplate template = new SpreadTemplate(session, converter, this.properties.getHeaders().toSettings());
		this.properties.getTemplate().applyTo(template);
		template.setInterceptors(this.interceptors.orderedStream().toList());
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(template));
		return template;
	}

}
