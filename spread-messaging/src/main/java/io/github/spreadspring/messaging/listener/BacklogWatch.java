package io.github.spreadspring.messaging.listener;

import java.util.List;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

import io.github.spreadspring.client.session.SessionObserver;
import io.github.spreadspring.client.session.SpreadStream;

/**
 * Hears how the stream of a container fares: publishes that it fills up, and tells the
 * container which groups it was taken out of.
 */
final class BacklogWatch implements SessionObserver {

	private static final Log logger = LogFactory.getLog(BacklogWatch.class);

	private final SpreadListenerContainer container;

	private final Supplier<@Nullable SpreadStream> stream;

	BacklogWatch(SpreadListenerContainer container, Supplier<@Nullable SpreadStream> stream) {
		this.container = container;
		this.stream = stream;
	}

	@Override
	public void highWater(SpreadStream stream) {
		if (stream == this.stream.get()) {
			this.container.getStatistics().highWater();
		}
		publish(stream, true);
	}

	@Override
	public void lowWater(SpreadStream stream) {
		publish(stream, false);
	}

	private void publish(SpreadStream stream, boolean high) {
		ApplicationEventPublisher publisher = this.container.getContainerProperties().getApplicationEventPublisher();
		if (publisher == null || stream != this.stream.get()) {
			return;
		}
		try {
			publisher.publishEvent(new ListenerContainerHighWaterEvent(this.container, high));
		}
		catch (RuntimeException | Error ex) {
			logger.error("Listener '%s' could not publish that it is behind".formatted(this.container.getId()), ex);
		}
	}

	@Override
	public void overflowed(SpreadStream stream, List<String> groups) {
		this.container.overflowed(stream, groups);
	}

}
