package io.github.spreadspring.boot.autoconfigure;

import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.spreadspring.client.ConnectTimeoutException;
import io.github.spreadspring.client.ConnectionRefusedException;
import io.github.spreadspring.client.IllegalAddressException;
import io.github.spreadspring.client.NotSpreadException;
import io.github.spreadspring.client.PrivateNameInUseException;
import io.github.spreadspring.client.PrivateNameRejectedException;
import io.github.spreadspring.client.UnknownDaemonHostException;
import io.github.spreadspring.protocol.IllegalNameException;
import io.github.spreadspring.protocol.SpreadException;

/**
 * Tells what to do when the application does not start because of Spread.
 */
class SpreadFailureAnalyzer extends AbstractFailureAnalyzer<SpreadException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SpreadException cause) {
		// it names the bean and the method
		BeanInitializationException listener = findCause(rootFailure, BeanInitializationException.class);
		String description = (listener != null) ? listener.getMessage() : cause.getMessage();
		return new FailureAnalysis(description, action(cause), cause);
	}

	private static String action(SpreadException cause) {
		if (cause instanceof ConnectionRefusedException || cause instanceof ConnectTimeoutException) {
			return "Start a Spread daemon there, or correct 'spread.address'. For development, add the dependency "
					+ "'spread-embedded-daemon' and set 'spread.embedded.enabled=true'. With "
					+ "'spread.startup-failure-policy=continue' the application starts and goes on trying.";
		}
		if (cause instanceof UnknownDaemonHostException || cause instanceof IllegalAddressException
				|| cause instanceof NotSpreadException) {
			return "Correct 'spread.address': the address of a Spread daemon, as in '4803@host'.";
		}
		if (cause instanceof PrivateNameInUseException) {
			return "Set another 'spread.private-name' for each instance of the application, or none at all: "
					+ "then the daemon chooses one.";
		}
		if (cause instanceof IllegalNameException || cause instanceof PrivateNameRejectedException) {
			return "Correct the name: 'spread.private-name' may have up to 10 characters, the groups of a "
					+ "@SpreadListener up to 31.";
		}
		return "Check the Spread daemon and the 'spread' properties.";
	}

}
