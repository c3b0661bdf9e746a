package io.github.spreadspring.messaging.config;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A method that wants a container.
 *
 * @param id the id of the container
 * @param bean the bean
 * @param method the method of the bean
 * @param groups the groups to listen to
 * @param autoStartup whether to start with the application; {@code null} leaves it to the
 * factory
 * @param queueCapacity how many messages and events may wait; {@code null} leaves it to
 * the factory
 */
public record SpreadListenerEndpoint(String id, Object bean, Method method, List<String> groups,
		@Nullable Boolean autoStartup, @Nullable Integer queueCapacity) {

}
