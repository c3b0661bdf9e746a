package io.github.spreadspring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

import io.github.spreadspring.messaging.config.ListenerConfigurationException;
import io.github.spreadspring.protocol.SpreadException;

/**
 * Says which listener keeps the application from starting, before an analyzer of Spring
 * Boot says the same of its cause, without the listener.
 */
class SpreadListenerFailureAnalyzer extends AbstractFailureAnalyzer<ListenerConfigurationException> implements Ordered {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ListenerConfigurationException cause) {
		if (findCause(cause, SpreadException.class) != null) {
			// names and addresses are known better elsewhere
			return null;
		}
		return new FailureAnalysis(cause.getMessage(),
				"Correct the annotated method or class, the attributes of its annotation, or the 'spread.listener' properties.",
				cause);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
