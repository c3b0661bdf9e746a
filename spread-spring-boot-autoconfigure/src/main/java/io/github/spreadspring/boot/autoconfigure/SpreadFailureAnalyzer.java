package io.github.spreadspring.boot.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.spreadspring.client.NativeLibraryException;
import io.github.spreadspring.client.NoDaemonException;
import io.github.spreadspring.messaging.config.ListenerConfigurationException;
import io.github.spreadspring.protocol.SpreadException;

/**
 * Tells what to do when the application does not start because of Spread.
 */
class SpreadFailureAnalyzer extends AbstractFailureAnalyzer<SpreadException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SpreadException cause) {
		String action = action(cause);
		if (action == null) {
			// most likely a send of the application itself, which the stack trace shows
			return null;
		}
		// it names the bean and the method
		ListenerConfigurationException listener = findCause(rootFailure, ListenerConfigurationException.class);
		String description = (listener != null) ? listener.getMessage() : problem(cause);
		return new FailureAnalysis(description, action, cause);
	}

	private static @Nullable String problem(SpreadException cause) {
		return (cause instanceof NativeLibraryException missing) ? missing.problem() : cause.getMessage();
	}

	private static @Nullable String action(SpreadException cause) {
		if (!(cause instanceof NoDaemonException none)) {
			return FailureAction.of(cause);
		}
		List<SpreadException> failures = none.failures();
		return failures.isEmpty() ? FailureAction.SILENCE
				: failures.stream()
					.map(FailureAction::of)
					.filter(Objects::nonNull)
					.distinct()
					.collect(Collectors.joining("\n"));
	}

}
