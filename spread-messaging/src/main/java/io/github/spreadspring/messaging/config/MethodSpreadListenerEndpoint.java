package io.github.spreadspring.messaging.config;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.Validator;

import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.SpreadEventListener;
import io.github.spreadspring.messaging.listener.SpreadListenerErrorHandler;
import io.github.spreadspring.messaging.listener.SpreadMessageFilter;
import io.github.spreadspring.messaging.listener.adapter.AdapterSettings;
import io.github.spreadspring.messaging.listener.adapter.BatchMethodSpreadListener;
import io.github.spreadspring.messaging.listener.adapter.HandlerDefinition;
import io.github.spreadspring.messaging.listener.adapter.MethodSpreadListener;
import io.github.spreadspring.messaging.support.HeaderMode;

/**
 * One or several methods of a bean that want a container: what {@code @SpreadListener}
 * says of a method or class.
 */
public final class MethodSpreadListenerEndpoint extends SpreadListenerEndpoint {

	private final Object bean;

	private final List<HandlerDefinition> handlers;

	private @Nullable Boolean batch;

	private @Nullable SpreadListenerErrorHandler errorHandler;

	private @Nullable MessageConverter messageConverter;

	private @Nullable HeaderMode headerMode;

	private @Nullable SpreadMessageFilter messageFilter;

	private @Nullable Validator validator;

	private @Nullable ConversionService conversionService;

	private List<HandlerMethodArgumentResolver> argumentResolvers = List.of();

	/**
	 * Create an endpoint for one method.
	 * @param id the id of the container
	 * @param bean the bean
	 * @param method its method, of any visibility
	 */
	public MethodSpreadListenerEndpoint(String id, Object bean, Method method) {
		this(id, bean, List.of(HandlerDefinition.of(method)));
	}

	/**
	 * Create an endpoint for methods that share one stream.
	 * @param id the id of the container
	 * @param bean the bean
	 * @param handlers its methods
	 */
	public MethodSpreadListenerEndpoint(String id, Object bean, List<HandlerDefinition> handlers) {
		super(id);
		this.bean = bean;
		this.handlers = List.copyOf(handlers);
	}

	/**
	 * Set whether the method takes several messages at once.
	 * @param batch default as the factory says
	 */
	public void setBatch(@Nullable Boolean batch) {
		this.batch = batch;
	}

	/**
	 * Set what to do when a method fails, before the error handler of the container.
	 * @param errorHandler default none
	 */
	public void setErrorHandler(@Nullable SpreadListenerErrorHandler errorHandler) {
		this.errorHandler = errorHandler;
	}

	/**
	 * Set how bodies become parameters.
	 * @param messageConverter default that of the factory
	 */
	public void setMessageConverter(@Nullable MessageConverter messageConverter) {
		this.messageConverter = messageConverter;
	}

	/**
	 * Set when messages are read as headers and a body.
	 * @param headerMode default as the factory says
	 */
	public void setHeaderMode(@Nullable HeaderMode headerMode) {
		this.headerMode = headerMode;
	}

	/**
	 * Set which messages reach the methods.
	 * @param messageFilter default that of the factory
	 */
	public void setMessageFilter(@Nullable SpreadMessageFilter messageFilter) {
		this.messageFilter = messageFilter;
	}

	/**
	 * Set what checks payloads with {@code @Valid} or {@code @Validated}.
	 * @param validator default that of the registrar, else of the factory
	 */
	public void setValidator(@Nullable Validator validator) {
		this.validator = validator;
	}

	/**
	 * Return what checks payloads.
	 * @return the validator, if set
	 */
	public @Nullable Validator getValidator() {
		return this.validator;
	}

	/**
	 * Set what converts headers to the types of parameters.
	 * @param conversionService default that of the registrar, else Spring's own
	 */
	public void setConversionService(@Nullable ConversionService conversionService) {
		this.conversionService = conversionService;
	}

	/**
	 * Return what converts headers.
	 * @return the conversion service, if set
	 */
	public @Nullable ConversionService getConversionService() {
		return this.conversionService;
	}

	/**
	 * Set what gives parameters that are nothing of ours.
	 * @param argumentResolvers default those of the registrar
	 */
	public void setCustomArgumentResolvers(List<HandlerMethodArgumentResolver> argumentResolvers) {
		this.argumentResolvers = List.copyOf(argumentResolvers);
	}

	/**
	 * Return what gives parameters that are nothing of ours.
	 * @return the resolvers, if set
	 */
	public List<HandlerMethodArgumentResolver> getCustomArgumentResolvers() {
		return this.argumentResolvers;
	}

	@Override
	SpreadEventListener createListener(AdapterSettings settings, boolean batchDefault, ContainerProperties properties) {
		if (this.messageConverter != null) {
			settings.converter(this.messageConverter);
		}
		// asked for when it is needed: a customizer may set another one
		settings.errorHandlers(this.errorHandler, (failure) -> properties.getErrorHandler().handleError(failure));
		settings.argumentResolvers(this.argumentResolvers);
		if (this.headerMode != null) {
			settings.headerMode(this.headerMode);
		}
		if (this.messageFilter != null) {
			settings.filter(this.messageFilter);
		}
		if (this.validator != null) {
			settings.validator(this.validator);
		}
		if (this.conversionService != null) {
			settings.conversionService(this.conversionService);
		}
		boolean isBatch = (this.batch != null) ? this.batch : batchDefault;
		return isBatch ? new BatchMethodSpreadListener(this.bean, this.handlers, settings)
				: new MethodSpreadListener(this.bean, this.handlers, settings);
	}

}
