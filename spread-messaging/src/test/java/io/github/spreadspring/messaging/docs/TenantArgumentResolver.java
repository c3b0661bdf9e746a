package io.github.spreadspring.messaging.docs;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

import io.github.spreadspring.messaging.support.SpreadHeaderAccessor;

/**
 * The example of a parameter of the application's own: the tenant is the group.
 */
class TenantArgumentResolver implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Tenant.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, Message<?> message) {
		return new Tenant(SpreadHeaderAccessor.wrap(message).getGroups().get(0));
	}

	record Tenant(String name) {

	}

}
