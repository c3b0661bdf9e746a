package io.github.spreadspring.messaging.config;

import org.springframework.beans.factory.BeanInitializationException;

/**
 * A listener cannot work as it is written or configured.
 */
public class ListenerConfigurationException extends BeanInitializationException {

	/**
	 * Create an exception.
	 * @param message where, and what is wrong
	 */
	public ListenerConfigurationException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message where, and what is wrong
	 * @param cause what was noticed
	 */
	public ListenerConfigurationException(String message, Throwable cause) {
		super(message, cause);
	}

}
