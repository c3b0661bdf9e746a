package io.github.spreadspring.client.transport;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.AuthenticationMethod;
import io.github.spreadspring.client.AuthenticationRejectedException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.PrivateNameInUseException;
import io.github.spreadspring.client.PrivateNameRejectedException;
import io.github.spreadspring.client.SessionQuotaException;
import io.github.spreadspring.client.SpreadConnectException;
import io.github.spreadspring.client.VersionRejectedException;
import io.github.spreadspring.protocol.ErrorCode;

/**
 * Says in words why a daemon did not take us.
 */
public final class Refusals {

	private Refusals() {
	}

	/**
	 * Return the exception for a code with which a daemon refuses.
	 * @param code the code
	 * @param settings how we wanted to connect
	 * @param version the version we told the daemon
	 * @return the exception, or {@code null} if a daemon does not refuse with this code
	 */
	public static @Nullable SpreadConnectException of(ErrorCode code, ConnectionSettings settings, Object version) {
		DaemonAddress address = settings.address();
		String name = settings.privateName();
		return switch (code) {
			case REJECT_QUOTA -> new SessionQuotaException(address,
					"The daemon at %s serves as many sessions as it can. Connect to another one, or end sessions there."
						.formatted(address));
			case REJECT_NO_NAME, REJECT_ILLEGAL_NAME -> new PrivateNameRejectedException(address,
					"The daemon at %s does not accept the private name \"%s\".".formatted(address, name));
			case REJECT_NOT_UNIQUE -> new PrivateNameInUseException(address, name.isEmpty()
					? "The daemon at %s says that the private name is in use which it has chosen itself."
						.formatted(address)
					: ("The private name \"%s\" is in use at the daemon %s. Choose another one for this instance, "
							+ "or none to let the daemon choose; after a crash, the daemon frees it a little later.")
						.formatted(name, address));
			case REJECT_VERSION -> new VersionRejectedException(address,
					"The daemon at %s does not accept clients of version %s.".formatted(address, version));
			case REJECT_AUTH ->
				new AuthenticationRejectedException(address, "The daemon at %s refused the authentication (method %s)."
					.formatted(address, settings.authentication().stream().map(AuthenticationMethod::name).toList()));
			default -> null;
		};
	}

}
