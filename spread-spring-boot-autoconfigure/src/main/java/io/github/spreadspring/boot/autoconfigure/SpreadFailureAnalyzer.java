package io.github.spreadspring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.spreadspring.client.ConnectTimeoutException;
import io.github.spreadspring.client.ConnectionRefusedException;
import io.github.spreadspring.client.IllegalAddressException;
import io.github.spreadspring.client.NativeLibraryException;
import io.github.spreadspring.client.NotSpreadException;
import io.github.spreadspring.client.PrivateNameInUseException;
import io.github.spreadspring.client.SpreadConnectException;
import io.github.spreadspring.client.UnknownDaemonHostException;
import io.github.spreadspring.messaging.config.ListenerConfigurationException;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.IllegalNameException;
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
		String description = (listener != null) ? listener.getMessage() : cause.getMessage();
		return new FailureAnalysis(description, action, cause);
	}

	private static @Nullable String action(SpreadException cause) {
		if (cause instanceof ConnectTimeoutException) {
			return "Check whether what listens there is a Spread daemon, whether it hangs, and whether a firewall is in "
					+ "between. A slow one may need a longer 'spread.connect-timeout'. With "
					+ "'spread.startup-failure-policy=continue' the application starts and goes on trying.";
		}
		if (cause instanceof ConnectionRefusedException) {
			return "Start a Spread daemon there, or correct 'spread.address'. For development, add the dependency "
					+ "'spread-embedded-daemon' and set 'spread.embedded.enabled=true'. With "
					+ "'spread.startup-failure-policy=continue' the application starts and goes on trying.";
		}
		if (cause instanceof NativeLibraryException) {
			return "Set 'spread.transport=socket', which needs nothing installed. To go through libspread, install it, "
					+ "set 'spread.native.library-path' to the file or its folder where the operating system does not "
					+ "look by itself, and have 'net.java.dev.jna:jna' on the class path.";
		}
		if (cause instanceof UnknownDaemonHostException || cause instanceof IllegalAddressException
				|| cause instanceof NotSpreadException) {
			return "Correct 'spread.address': the address of a Spread daemon, as in '4803@host'.";
		}
		if (cause instanceof PrivateNameInUseException) {
			return "Set another 'spread.private-name' for each instance of the application, or none at all: then the "
					+ "daemon chooses one. With 'spread.private-name-policy=suffix' an instance whose name is taken "
					+ "gets another one like it. After a crash a name is free again a little later: a longer "
					+ "'spread.private-name-wait' gives the daemon more time.";
		}
		if (cause.code() == ErrorCode.REJECT_ILLEGAL_NAME) {
			return "Correct 'spread.private-name', or do not set it: then the daemon chooses one.";
		}
		if (cause instanceof IllegalNameException) {
			return "Correct the group, in the @SpreadListener or in the property that it takes it from.";
		}
		if (cause instanceof SpreadConnectException) {
			return "Check the Spread daemon and its configuration.";
		}
		return null;
	}

}
