package io.github.spreadspring.messaging.config;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.SendTo;

import io.github.spreadspring.client.session.OverflowPolicy;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.SpreadListenerErrorHandler;
import io.github.spreadspring.messaging.listener.SpreadMessageFilter;
import io.github.spreadspring.messaging.listener.adapter.HandlerDefinition;
import io.github.spreadspring.messaging.support.HeaderMode;

/**
 * Makes endpoints of annotations.
 */
class SpreadListenerEndpointFactory {

	private final ListenerAttributes attributes;

	SpreadListenerEndpointFactory(ListenerAttributes attributes) {
		this.attributes = attributes;
	}

	/**
	 * Make an endpoint.
	 * @param listener the annotation of the listener
	 * @param defaultId the id where the annotation has none
	 * @param bean the bean
	 * @param methods its methods that listen
	 * @return the endpoint
	 */
	MethodSpreadListenerEndpoint create(SpreadListener listener, String defaultId, Object bean, List<Method> methods) {
		String id = this.attributes.text(listener.id());
		MethodSpreadListenerEndpoint endpoint = new MethodSpreadListenerEndpoint((id != null) ? id : defaultId, bean,
				methods.stream().map((method) -> definition(bean, method)).toList());
		endpoint.setGroups(this.attributes.texts(listener.groups()).toArray(String[]::new));
		this.attributes.bean("session", listener.session(), SpreadSession.class).ifPresent(endpoint::setSession);
		endpoint.setAutoStartup(this.attributes.bool("autoStartup", listener.autoStartup()));
		endpoint.setConcurrency(this.attributes.number("concurrency", listener.concurrency()));
		endpoint.setQueueCapacity(this.attributes.number("queueCapacity", listener.queueCapacity()));
		endpoint.setOverflowPolicy(this.attributes.oneOf("overflow", listener.overflow(), OverflowPolicy.class));
		endpoint.setSelfDiscard(this.attributes.bool("selfDiscard", listener.selfDiscard()));
		endpoint.setBatch(this.attributes.bool("batch", listener.batch()));
		endpoint.setHeaderMode(this.attributes.oneOf("headers", listener.headers(), HeaderMode.class));
		this.attributes.bean("errorHandler", listener.errorHandler(), SpreadListenerErrorHandler.class)
			.ifPresent(endpoint::setErrorHandler);
		this.attributes.bean("messageConverter", listener.messageConverter(), MessageConverter.class)
			.ifPresent(endpoint::setMessageConverter);
		this.attributes.bean("filter", listener.filter(), SpreadMessageFilter.class)
			.ifPresent(endpoint::setMessageFilter);
		return endpoint;
	}

	@Nullable SpreadListenerContainerFactory containerFactory(SpreadListener listener) {
		return this.attributes
			.bean("containerFactory", listener.containerFactory(), SpreadListenerContainerFactory.class)
			.orElse(null);
	}

	private HandlerDefinition definition(Object bean, Method method) {
		SpreadHandler handler = AnnotatedElementUtils.findMergedAnnotation(method, SpreadHandler.class);
		Integer type = (handler != null) ? this.attributes.number("type", handler.type()) : null;
		return new HandlerDefinition(AopUtils.selectInvocableMethod(method, bean.getClass()), type,
				handler != null && handler.isDefault(), replyTo(bean, method));
	}

	private List<String> replyTo(Object bean, Method method) {
		SendTo sendTo = AnnotatedElementUtils.findMergedAnnotation(method, SendTo.class);
		boolean isDefault = sendTo == null && method.getReturnType() != void.class;
		if (isDefault) {
			sendTo = AnnotatedElementUtils.findMergedAnnotation(AopUtils.getTargetClass(bean), SendTo.class);
		}
		return (sendTo != null) ? this.attributes.texts(sendTo.value()) : List.of();
	}

}
