package io.github.spreadspring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.AuthenticationRejectedException;
import io.github.spreadspring.client.ConnectTimeoutException;
import io.github.spreadspring.client.ConnectionRefusedException;
import io.github.spreadspring.client.IllegalAddressException;
import io.github.spreadspring.client.NativeLibraryException;
import io.github.spreadspring.client.NotSpreadException;
import io.github.spreadspring.client.PrivateNameInUseException;
import io.github.spreadspring.client.SessionQuotaException;
import io.github.spreadspring.client.SpreadConnectException;
import io.github.spreadspring.client.UnknownDaemonHostException;
import io.github.spreadspring.client.VersionRejectedException;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.IllegalNameException;
import io.github.spreadspring.protocol.SpreadException;

/**
 * What to do about each reason why a session does not start.
 */
final class FailureAction {

	private static final String START_ALL_THE_SAME = " With 'spread.startup-failure-policy=continue' the application starts "
			+ "and goes on trying.";

	/** About a daemon that says nothing. */
	static final String SILENCE = "Check whether what listens there is a Spread daemon, whether it hangs or requires another "
			+ "authentication method, and whether a firewall is in between. A slow one may need a longer "
			+ "'spread.connect-timeout'." + START_ALL_THE_SAME;

	private FailureAction() {
	}

	static @Nullable String of(SpreadException failure) {
		if (failure instanceof NativeLibraryException missing) {
			return missing.advice();
		}
		if (failure instanceof IllegalAddressException) {
			return "Correct 'spread.address': the address of a Spread daemon, as in '4803@host'.";
		}
		if (failure instanceof SpreadConnectException refusal) {
			return ofRefusal(refusal);
		}
		if (failure.code() == ErrorCode.REJECT_ILLEGAL_NAME) {
			return "Correct 'spread.private-name', or do not set it: then the daemon chooses one.";
		}
		if (failure instanceof IllegalNameException) {
			return "Correct the group, in the @SpreadListener or in the property that it takes it from.";
		}
		return null;
	}

	private static String ofRefusal(SpreadConnectException refusal) {
		if (refusal instanceof ConnectTimeoutException) {
			return SILENCE;
		}
		if (refusal instanceof ConnectionRefusedException) {
			return "Start a Spread daemon there, or correct 'spread.address'. For development, add the dependency "
					+ "'spread-embedded-daemon' and set 'spread.embedded.enabled=true'." + START_ALL_THE_SAME;
		}
		if (refusal instanceof UnknownDaemonHostException) {
			return "Correct the host in 'spread.address', or make it known to the DNS or in the hosts file of this machine."
					+ START_ALL_THE_SAME;
		}
		if (refusal instanceof NotSpreadException) {
			return "Correct 'spread.address': host and port of a Spread daemon, as in '4803@host'. The port is the one behind the "
					+ "address of 'Spread_Segment' in its configuration, most often 4803.";
		}
		return ofRejection(refusal);
	}

	private static String ofRejection(SpreadConnectException rejection) {
		if (rejection instanceof PrivateNameInUseException) {
			return "Set another 'spread.private-name' for each instance of the application, or none at all: then the "
					+ "daemon chooses one. With 'spread.private-name-policy=suffix' an instance whose name is taken "
					+ "gets another one like it. After a crash a name is free again a little later: a longer "
					+ "'spread.private-name-wait' gives the daemon more time.";
		}
		if (rejection instanceof AuthenticationRejectedException) {
			return "Let this client in: 'AllowedAuthMethods' and 'RequiredAuthMethods' in the configuration of the daemon, "
					+ "for the method IP also the addresses in 'spread.access_ip'. Or have the client use what the daemon "
					+ "requires: a SpreadSessionCustomizer bean changes the authentication of the session.";
		}
		if (rejection instanceof SessionQuotaException) {
			return "End sessions at this daemon: a stock one serves 997, and each process of an application has at least one. "
					+ "Or add further daemons to 'spread.address'; 'spread.shuffle-addresses=true' spreads the applications "
					+ "over them." + START_ALL_THE_SAME;
		}
		if (rejection instanceof VersionRejectedException) {
			return "Use a daemon of Spread 4 or 5.";
		}
		if (rejection.code() == ErrorCode.REJECT_ILLEGAL_NAME) {
			return "Correct 'spread.private-name', or do not set it: then the daemon chooses one.";
		}
		return "Check the Spread daemon and its configuration.";
	}

}
