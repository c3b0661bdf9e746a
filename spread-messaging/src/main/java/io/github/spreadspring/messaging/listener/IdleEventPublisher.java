package io.github.spreadspring.messaging.listener;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes that nothing arrives for a listener.
 */
final class IdleEventPublisher {

	private static final Log logger = LogFactory.getLog(IdleEventPublisher.class);

	private final SpreadListenerContainer container;

	IdleEventPublisher(SpreadListenerContainer container) {
		this.container = container;
	}

	void publish(Duration idleTime) {
		ApplicationEventPublisher publisher = this.container.getContainerProperties().getApplicationEventPublisher();
		if (publisher == null) {
			return;
		}
		try {
			publisher.publishEvent(new ListenerContainerIdleEvent(this.container, idleTime));
		}
		catch (RuntimeException | Error ex) {
			logger.error("Listener '%s' could not publish that it is idle".formatted(this.container.getId()), ex);
		}
	}

}
