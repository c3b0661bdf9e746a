package io.github.spreadspring.messaging.config;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.util.ErrorHandler;
import org.springframework.util.unit.DataSize;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadMessageMapper;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.EmptyPayloadArgumentResolver;
import io.github.spreadspring.messaging.listener.LoggingErrorHandler;
import io.github.spreadspring.messaging.listener.MethodSpreadListener;
import io.github.spreadspring.messaging.listener.SpreadEventArgumentResolver;
import io.github.spreadspring.messaging.listener.SpreadEventListener;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

/**
 * Makes containers that share a session and how they run.
 */
public class SpreadListenerContainerFactory implements BeanFactoryAware {

	private final SpreadSession session;

	private final MessageConverter converter;

	private final DefaultMessageHandlerMethodFactory methods = new DefaultMessageHandlerMethodFactory();

	private boolean autoStartup = true;

	private int queueCapacity = SpreadSession.DEFAULT_QUEUE_CAPACITY;

	private DataSize queueBytes = DataSize.ofBytes(SpreadSession.DEFAULT_QUEUE_BYTES);

	private Duration shutdownTimeout = Duration.ofSeconds(10);

	private ErrorHandler errorHandler = new LoggingErrorHandler();

	private boolean virtualThreads;

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
	 * Set whether containers start with the application.
	 * @param autoStartup default {@code true}
	 */
	public void setAutoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	/**
	 * Set how many messages and events may wait for a listener.
	 * @param queueCapacity 1 or more; default 10,000
	 */
	public void setQueueCapacity(int queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

	/**
	 * Set how much of messages may wait for a listener.
	 * @param queueBytes bodies only; default 64 MB
	 */
	public void setQueueBytes(DataSize queueBytes) {
		this.queueBytes = queueBytes;
	}

	/**
	 * Set how long a stop waits for a listener that is busy with a message.
	 * @param shutdownTimeout default 10 seconds
	 */
	public void setShutdownTimeout(Duration shutdownTimeout) {
		this.shutdownTimeout = shutdownTimeout;
	}

	/**
	 * Set what to do when a listener fails; its stream goes on in any case.
	 * @param errorHandler gets a {@code ListenerFailedException}; default logs it
	 */
	public void setErrorHandler(ErrorHandler errorHandler) {
		this.errorHandler = errorHandler;
	}

	/**
	 * Set whether listeners run on virtual threads.
	 * @param virtualThreads needs Java 21; default {@code false}
	 */
	public void setVirtualThreads(boolean virtualThreads) {
		this.virtualThreads = virtualThreads;
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
		ContainerProperties properties = new ContainerProperties(groups,
				(autoStartup != null) ? autoStartup : this.autoStartup,
				(queueCapacity != null) ? queueCapacity : this.queueCapacity, this.queueBytes, this.shutdownTimeout,
				executor(id), this.errorHandler);
		return new SpreadListenerContainer(id, this.session, listener, properties);
	}

	private Executor executor(String id) {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(id + "-");
		executor.setVirtualThreads(this.virtualThreads);
		return executor;
	}

}
