package io.github.spreadspring.client.libspread;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.NativeLibraryException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.protocol.SpreadVersion;

/**
 * Finds libspread and makes sure that it is one we can use. The first that is found
 * serves the whole process.
 */
final class SpreadLibraryLoader {

	/**
	 * From 4.1 the library of the plain name is the one that threads can share.
	 */
	private static final SpreadVersion MIN_VERSION = new SpreadVersion(4, 1, 0);

	private static final Logger logger = System.getLogger(SpreadConnection.class.getName());

	private static final String ADVICE = "Install libspread %s or later (part of the Spread Toolkit, spread.org), "
		.formatted(MIN_VERSION)
			+ "say where it is (the file or its folder: spread.native.library-path, or ConnectionSettings.nativeLibraryPath), "
			+ "or use the socket transport, which needs nothing installed (spread.transport=socket).";

	private static @Nullable SpreadLibrary loaded;

	private static @Nullable Path loadedFrom;

	private SpreadLibraryLoader() {
	}

	/**
	 * Load the library, or return the one that has been loaded before.
	 * @param path the file or its folder, or {@code null} to look where the operating
	 * system does
	 * @return the library
	 * @throws NativeLibraryException if there is none, or none that can be used
	 */
	static synchronized SpreadLibrary load(@Nullable Path path) {
		requireSixtyFourBit(Native.POINTER_SIZE);
		Path file = (path != null) ? find(path) : null;
		if (loaded != null) {
			if (file != null && !file.equals(loadedFrom)) {
				throw new NativeLibraryException(
						"%s cannot be loaded: this process uses %s already, and there can be one libspread in a process."
							.formatted(file, loadedFrom),
						"Give all connections the same path.", null);
			}
			return loaded;
		}
		NativeLibrary library = (file != null) ? open(file) : search();
		loadedFrom = resolveLinks(library.getFile().toPath());
		loaded = bind(library, loadedFrom);
		logger.log(Level.INFO, "Loaded libspread {0} from {1}", loaded.version(), loadedFrom);
		return loaded;
	}

	static void requireSixtyFourBit(int pointerSize) {
		if (pointerSize != 8) {
			throw new NativeLibraryException(
					"The native transport needs a 64-bit Java; this one has pointers of %d bits."
						.formatted(pointerSize * 8),
					"Use a 64-bit Java, or the socket transport (spread.transport=socket).", null);
		}
	}

	/**
	 * Return the names under which the library may be known to an operating system. The
	 * library libspread-core is never among them: it has no locks, and a mailbox is used
	 * by two threads.
	 * @param platform the platform as JNA counts them
	 * @return file names, the best one first
	 */
	static List<String> names(int platform) {
		return switch (platform) {
			case Platform.WINDOWS -> List.of("spread.dll", "libspread.dll", "tspread-core.dll", "libtspread-core.dll");
			case Platform.MAC ->
				List.of("libspread.3.dylib", "libspread.dylib", "libtspread-core.3.dylib", "libtspread-core.dylib");
			default -> List.of("libspread.so.3", "libspread.so", "libtspread-core.so.3", "libtspread-core.so");
		};
	}

	private static NativeLibrary search() {
		List<String> names = names(Platform.getOSType());
		List<String> failures = new ArrayList<>();
		for (String name : names) {
			try {
				return NativeLibrary.getInstance(name, options(Platform.getOSType()));
			}
			catch (UnsatisfiedLinkError ex) {
				failures.add(name);
			}
		}
		throw new NativeLibraryException(
				"libspread was not found where the operating system looks for libraries (tried %s)."
					.formatted(String.join(", ", failures)),
				ADVICE, null);
	}

	private static Path find(Path path) {
		Path file = Files.isDirectory(path) ? inFolder(path) : path;
		if (!Files.exists(file)) {
			throw new NativeLibraryException("There is no file %s, given as the path of libspread.".formatted(file),
					ADVICE, null);
		}
		Path resolved = resolveLinks(file);
		requireThreadSafe(resolved);
		return resolved;
	}

	private static NativeLibrary open(Path file) {
		try {
			return NativeLibrary.getInstance(file.toString(), options(Platform.getOSType()));
		}
		catch (UnsatisfiedLinkError ex) {
			throw new NativeLibraryException(
					"%s, given as the path of libspread, cannot be loaded: %s.".formatted(file, reason(ex)), ADVICE,
					ex);
		}
	}

	private static Path inFolder(Path folder) {
		List<String> names = names(Platform.getOSType());
		return names.stream()
			.map(folder::resolve)
			.filter(Files::exists)
			.findFirst()
			.orElseThrow(
					() -> new NativeLibraryException("The folder %s, given as the path of libspread, has none of %s."
						.formatted(folder, String.join(", ", names)), ADVICE, null));
	}

	static void requireThreadSafe(Path file) {
		if (file.getFileName().toString().matches("(lib)?spread-core\\..*")) {
			throw new NativeLibraryException(
					"%s is libspread-core, which has no locks: it breaks when one thread sends while another receives. Use libspread or libtspread-core instead."
						.formatted(file),
					ADVICE, null);
		}
	}

	private static Path resolveLinks(Path file) {
		try {
			return file.toRealPath();
		}
		catch (IOException ex) {
			// a name that only the operating system can resolve
			return file;
		}
	}

	/**
	 * Return how to open the library. libspread has functions of the most common names
	 * ({@code new}, {@code dispose}, {@code Alarm}), which must not get in the way of
	 * other libraries in this process, as they would with JNA's defaults.
	 * @param platform the platform as JNA counts them
	 * @return the options
	 */
	static Map<String, Object> options(int platform) {
		int bindNow = 0x2;
		return switch (platform) {
			case Platform.WINDOWS -> Map.of();
			case Platform.MAC -> Map.of(Library.OPTION_OPEN_FLAGS, bindNow | 0x4);
			default -> Map.of(Library.OPTION_OPEN_FLAGS, bindNow);
		};
	}

	private static SpreadLibrary bind(NativeLibrary library, Path file) {
		requireThreadSafe(file);
		SpreadLibrary spread;
		try {
			spread = JnaSpreadLibrary.bind(library);
		}
		catch (UnsatisfiedLinkError ex) {
			throw new NativeLibraryException("%s is not a libspread that can be used: %s.".formatted(file, reason(ex)),
					ADVICE, ex);
		}
		requireVersion(spread.version(), file);
		return spread;
	}

	static void requireVersion(SpreadVersion version, Path file) {
		if (version.major() * 100 + version.minor() < MIN_VERSION.major() * 100 + MIN_VERSION.minor()) {
			throw new NativeLibraryException("%s is libspread %s, which is too old.".formatted(file, version), ADVICE,
					null);
		}
	}

	/**
	 * Return what is wrong with a file: JNA has the reason on its second line.
	 * @param error the error
	 * @return one or two lines as one
	 */
	private static String reason(UnsatisfiedLinkError error) {
		return String.valueOf(error.getMessage())
			.lines()
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.limit(2)
			.collect(Collectors.joining(" "));
	}

}
