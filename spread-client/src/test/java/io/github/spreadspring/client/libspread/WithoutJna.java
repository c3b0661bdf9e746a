package io.github.spreadspring.client.libspread;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.NativeLibraryException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.Transport;

/**
 * What an application without JNA does.
 */
public final class WithoutJna {

	private WithoutJna() {
	}

	/**
	 * Connect with the one transport and try to with the other.
	 * @param address the daemon
	 * @return what came of it
	 */
	public static String tryBoth(String address) {
		ConnectionSettings settings = ConnectionSettings.of(address);
		String outcome;
		try (SpreadConnection connection = SpreadConnection.open(settings)) {
			outcome = connection.isOpen() ? "connected; " : "not connected; ";
		}
		try {
			SpreadConnection.open(settings.transport(Transport.NATIVE)).close();
			return outcome + "native too";
		}
		catch (NativeLibraryException ex) {
			return outcome + ex.getMessage();
		}
	}

}
