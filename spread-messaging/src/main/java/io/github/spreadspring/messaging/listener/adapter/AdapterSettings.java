package io.github.spreadspring.messaging.listener.adapter;

import java.util.List;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.convert.ConversionService;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.ErrorHandler;
import org.springframework.validation.Validator;

import io.github.spreadspring.messaging.ReplySender;
import io.github.spreadspring.messaging.listener.LoggingErrorHandler;
import io.github.spreadspring.messaging.listener.SpreadListenerErrorHandler;
import io.github.spreadspring.messaging.listener.SpreadListenerInterceptor;
import io.github.spreadspring.messaging.listener.SpreadMessageFilter;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

/**
 * What a listener needs to call its methods. To be changed before the listener is made.
 */
public final class AdapterSettings {

	final String listenerId;

	MessageConverter converter;

	SpreadMessageMapper mapper;

	@Nullable HeaderMode headerMode;

	@Nullable SpreadMessageFilter filter;

	List<SpreadListenerInterceptor> interceptors = List.of();

	@Nullable SpreadListenerErrorHandler errorHandler;

	ErrorHandler containerErrorHandler = new LoggingErrorHandler();

	@Nullable ReplySender replySender;

	@Nullable Validator validator;

	ConversionService conversionService = new DefaultFormattingConversionService();

	List<HandlerMethodArgumentResolver> argumentResolvers = List.of();

	@Nullable BeanFactory beanFactory;

	ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	/**
	 * Create settings with their defaults.
	 * @param listenerId the id of the container, for messages to people
	 * @param converter turns bytes into parameters
	 */
	public AdapterSettings(String listenerId, MessageConverter converter) {
		this.listenerId = listenerId;
		this.converter = converter;
		this.mapper = new SpreadMessageMapper(converter);
	}

	/**
	 * Set what turns bytes into parameters.
	 * @param converter the converter
	 * @return this
	 */
	public AdapterSettings converter(MessageConverter converter) {
		this.converter = converter;
		return this;
	}

	/**
	 * Set what reads the headers of messages.
	 * @param mapper the mapper; default one with default settings
	 * @return this
	 */
	public AdapterSettings mapper(SpreadMessageMapper mapper) {
		this.mapper = mapper;
		return this;
	}

	/**
	 * Set when messages are read as headers and a body.
	 * @param headerMode the mode; default {@code null}, as the mapper says
	 * @return this
	 */
	public AdapterSettings headerMode(@Nullable HeaderMode headerMode) {
		this.headerMode = headerMode;
		return this;
	}

	/**
	 * Set which messages reach the methods.
	 * @param filter the filter; default {@code null} for all
	 * @return this
	 */
	public AdapterSettings filter(@Nullable SpreadMessageFilter filter) {
		this.filter = filter;
		return this;
	}

	/**
	 * Set who sees messages before and after the methods; behind the filter.
	 * @param interceptors the interceptors, the outermost first; default none
	 * @return this
	 */
	public AdapterSettings interceptors(List<SpreadListenerInterceptor> interceptors) {
		this.interceptors = List.copyOf(interceptors);
		return this;
	}

	/**
	 * Set what happens when a method fails.
	 * @param own tried first; default {@code null} for none
	 * @param container told of what fails after its method has returned
	 * @return this
	 */
	public AdapterSettings errorHandlers(@Nullable SpreadListenerErrorHandler own, ErrorHandler container) {
		this.errorHandler = own;
		this.containerErrorHandler = container;
		return this;
	}

	/**
	 * Set who sends the results of methods.
	 * @param replySender needed when a method returns something; default {@code null}
	 * @return this
	 */
	public AdapterSettings replySender(@Nullable ReplySender replySender) {
		this.replySender = replySender;
		return this;
	}

	/**
	 * Set what checks payloads with {@code @Valid} or {@code @Validated}.
	 * @param validator default {@code null} for no checks
	 * @return this
	 */
	public AdapterSettings validator(@Nullable Validator validator) {
		this.validator = validator;
		return this;
	}

	/**
	 * Set what converts headers to the types of parameters.
	 * @param conversionService default Spring's own
	 * @return this
	 */
	public AdapterSettings conversionService(ConversionService conversionService) {
		this.conversionService = conversionService;
		return this;
	}

	/**
	 * Set what gives parameters that are nothing of ours.
	 * @param argumentResolvers tried before a parameter counts as payload; default none
	 * @return this
	 */
	public AdapterSettings argumentResolvers(List<HandlerMethodArgumentResolver> argumentResolvers) {
		this.argumentResolvers = List.copyOf(argumentResolvers);
		return this;
	}

	/**
	 * Set where placeholders in the annotations of parameters are resolved.
	 * @param beanFactory default {@code null} for nowhere
	 * @return this
	 */
	public AdapterSettings beanFactory(@Nullable BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		return this;
	}

	/**
	 * Set whose current observation, and with it the trace, a result takes along that is
	 * complete later. It is told of failures, too, that an error handler mends.
	 * @param observationRegistry that of the container; default none
	 * @return this
	 */
	public AdapterSettings observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
		return this;
	}

}
