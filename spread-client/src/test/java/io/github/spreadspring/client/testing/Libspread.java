package io.github.spreadspring.client.testing;

import java.nio.file.Path;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.Transport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The C library that the environment variable SPREAD_LIBRARY names.
 */
public final class Libspread {

	private static final String VARIABLE = "SPREAD_LIBRARY";

	private Libspread() {
	}

	/**
	 * Skip the test unless there is a library.
	 */
	public static void assumeAvailable() {
		assumeTrue(isAvailable(), VARIABLE + " does not name a libspread");
	}

	public static boolean isAvailable() {
		return System.getenv(VARIABLE) != null;
	}

	public static Path path() {
		return Path.of(System.getenv(VARIABLE));
	}

	/**
	 * Have a connection go through the library.
	 * @param settings how to connect
	 * @return the settings with the native transport
	 */
	public static ConnectionSettings over(ConnectionSettings settings) {
		return settings.transport(Transport.NATIVE).nativeLibraryPath(path());
	}

}
