package io.github.spreadspring.messaging.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.Assert;
import org.springframework.validation.Validator;

/**
 * Takes listeners, annotated or not, and has their containers made and registered.
 */
public class SpreadListenerEndpointRegistrar {

	private final List<Runnable> waiting = new ArrayList<>();

	private final Supplier<SpreadListenerContainerFactory> defaultFactory;

	private @Nullable SpreadListenerEndpointRegistry registry;

	private @Nullable SpreadListenerContainerFactory containerFactory;

	private @Nullable Validator validator;

	private @Nullable ConversionService conversionService;

	private List<HandlerMethodArgumentResolver> argumentResolvers = List.of();

	SpreadListenerEndpointRegistrar(Supplier<SpreadListenerContainerFactory> defaultFactory) {
		this.defaultFactory = defaultFactory;
	}

	/**
	 * Set the factory for listeners that name none.
	 * @param containerFactory default the bean {@code spreadListenerContainerFactory}
	 */
	public void setContainerFactory(@Nullable SpreadListenerContainerFactory containerFactory) {
		this.containerFactory = containerFactory;
	}

	/**
	 * Set what checks payloads with {@code @Valid} or {@code @Validated}.
	 * @param validator default that of the factory
	 */
	public void setValidator(@Nullable Validator validator) {
		this.validator = validator;
	}

	/**
	 * Set what converts headers to the types of parameters.
	 * @param conversionService default Spring's own
	 */
	public void setConversionService(@Nullable ConversionService conversionService) {
		this.conversionService = conversionService;
	}

	/**
	 * Set what gives parameters of listener methods that are nothing of ours.
	 * @param argumentResolvers tried before a parameter counts as payload
	 */
	public void setCustomArgumentResolvers(HandlerMethodArgumentResolver... argumentResolvers) {
		this.argumentResolvers = List.of(argumentResolvers);
	}

	/**
	 * Add a listener.
	 * @param endpoint the listener
	 */
	public void registerEndpoint(SpreadListenerEndpoint endpoint) {
		registerEndpoint(endpoint, null);
	}

	/**
	 * Add a listener.
	 * @param endpoint the listener
	 * @param factory makes its container; {@code null} for the default
	 */
	public void registerEndpoint(SpreadListenerEndpoint endpoint, @Nullable SpreadListenerContainerFactory factory) {
		if (this.registry == null) {
			// a container factory needs beans that may not exist yet
			this.waiting.add(() -> register(endpoint, factory));
		}
		else {
			register(endpoint, factory);
		}
	}

	/**
	 * Register what waits, and from now on at once.
	 * @param registry takes the containers
	 */
	void open(SpreadListenerEndpointRegistry registry) {
		this.registry = registry;
		this.waiting.forEach(Runnable::run);
		this.waiting.clear();
	}

	boolean isTaken(String id) {
		return this.registry != null && this.registry.getListenerContainer(id) != null;
	}

	private void register(SpreadListenerEndpoint endpoint, @Nullable SpreadListenerContainerFactory factory) {
		Assert.state(this.registry != null, "Not open");
		if (endpoint instanceof MethodSpreadListenerEndpoint methods) {
			configure(methods);
		}
		this.registry.register(choose(factory).createContainer(endpoint));
	}

	private SpreadListenerContainerFactory choose(@Nullable SpreadListenerContainerFactory factory) {
		if (factory != null) {
			return factory;
		}
		return (this.containerFactory != null) ? this.containerFactory : this.defaultFactory.get();
	}

	private void configure(MethodSpreadListenerEndpoint endpoint) {
		if (endpoint.getValidator() == null) {
			endpoint.setValidator(this.validator);
		}
		if (endpoint.getConversionService() == null) {
			endpoint.setConversionService(this.conversionService);
		}
		if (endpoint.getCustomArgumentResolvers().isEmpty()) {
			endpoint.setCustomArgumentResolvers(this.argumentResolvers);
		}
	}

}
