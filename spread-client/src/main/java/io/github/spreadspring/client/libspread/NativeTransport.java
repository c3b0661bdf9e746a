package io.github.spreadspring.client.libspread;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.NativeLibraryException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.Transport;
import io.github.spreadspring.client.TransportProvider;

/**
 * Provides the transport over libspread.
 * <p>
 * JDK 24 and later warn when JNA loads its native code, unless Java is started with
 * {@code --enable-native-access=ALL-UNNAMED}.
 */
public final class NativeTransport implements TransportProvider {

	@Override
	public Transport transport() {
		return Transport.NATIVE;
	}

	/**
	 * Connect. The first connection of a process loads libspread.
	 * @param settings how to connect
	 * @return the connection
	 * @throws io.github.spreadspring.client.SpreadConnectException if no connection could
	 * be made
	 * @throws NativeLibraryException if libspread or JNA is missing or of no use
	 */
	@Override
	public SpreadConnection open(ConnectionSettings settings) {
		return new NativeConnector(settings, load(settings.nativeLibraryPath())).connect();
	}

	/**
	 * Make sure that libspread can be used, and load it.
	 * @param settings how to connect
	 * @throws NativeLibraryException if libspread or JNA is missing or of no use
	 */
	@Override
	public void requireUsable(ConnectionSettings settings) {
		load(settings.nativeLibraryPath());
	}

	private static SpreadLibrary load(@Nullable Path libraryPath) {
		requireJna(NativeTransport.class.getClassLoader());
		try {
			return SpreadLibraryLoader.load(libraryPath);
		}
		catch (LinkageError ex) {
			throw new NativeLibraryException("JNA cannot load its own native code here: %s.".formatted(ex.getMessage()),
					"Use the socket transport instead (spread.transport=socket).", ex);
		}
	}

	static void requireJna(ClassLoader classLoader) {
		try {
			Class.forName("com.sun.jna.Native", false, classLoader);
		}
		catch (ClassNotFoundException ex) {
			throw new NativeLibraryException("The native transport needs JNA, which is not on the class path.",
					"Add net.java.dev.jna:jna (5.19.1 or later), or use the socket transport, which needs nothing (spread.transport=socket).",
					ex);
		}
	}

}
