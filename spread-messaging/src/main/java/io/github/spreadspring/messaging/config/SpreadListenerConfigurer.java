package io.github.spreadspring.messaging.config;

/**
 * Beans of this type are called before the listeners of the application get their
 * containers.
 */
@FunctionalInterface
public interface SpreadListenerConfigurer {

	/**
	 * Add listeners, or say how methods are called.
	 * @param registrar takes both; may be kept to add listeners later
	 */
	void configureSpreadListeners(SpreadListenerEndpointRegistrar registrar);

}
