package io.github.spreadspring.client.libspread;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.sun.jna.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.client.NativeLibraryException;
import io.github.spreadspring.client.testing.Libspread;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.SpreadVersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which libspread is taken, and what is said when there is none.
 */
class SpreadLibraryLoaderTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(ints = { Platform.LINUX, Platform.MAC, Platform.WINDOWS })
	void theLibraryWithoutLocksIsNeverLookedFor(int platform) {
		assertThat(SpreadLibraryLoader.names(platform)).hasSize(4)
			.noneMatch((name) -> name.matches("(lib)?spread-core.*"))
			.first()
			.asString()
			.matches("(lib)?spread\\..*");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "libspread-core.so", "libspread-core.so.3.0.0", "libspread-core.3.dylib", "spread-core.dll" })
	void theLibraryWithoutLocksIsRefused(String name) throws IOException {
		Path file = Files.createFile(this.folder.resolve(name));
		assertRefused(file, "no locks", "libspread", "spread.transport=socket");
		Path link = Files.createSymbolicLink(this.folder.resolve("libspread.so"), file);
		assertRefused(link, "no locks");
	}

	@Test
	void aFileThatIsNotThereIsNamed() {
		assertRefused(this.folder.resolve("nowhere"), "nowhere", "Install libspread", "spread.native.library-path",
				"spread.transport=socket");
	}

	@Test
	void aFolderWithoutALibraryIsNamedWithWhatWasLookedFor() {
		assertRefused(this.folder, this.folder.toString(), SpreadLibraryLoader.names(Platform.getOSType()).get(0));
	}

	@Test
	void aFileThatIsNoLibraryIsNamed() throws IOException {
		Path file = Files.writeString(this.folder.resolve("libspread.so.3"), "text");
		if (!Libspread.isAvailable()) {
			assertRefused(file, file.toString(), "cannot be loaded");
		}
		// with a library loaded before, the reason is that there can be only one
		else {
			SpreadLibraryLoader.load(Libspread.path());
			assertRefused(file, file.toString(), "one libspread in a process");
		}
	}

	@Test
	void theLibraryIsFoundInItsFolderToo() {
		Libspread.assumeAvailable();
		SpreadLibrary library = SpreadLibraryLoader.load(Libspread.path());
		assertThat(library.version().major()).isGreaterThanOrEqualTo(4);
		assertThat(SpreadLibraryLoader.load(Libspread.path().getParent())).isSameAs(library);
		assertThat(SpreadLibraryLoader.load(null)).isSameAs(library);
	}

	@Test
	void versionsBefore41AreTooOld() {
		Path file = Path.of("libspread.so");
		assertThatExceptionOfType(NativeLibraryException.class)
			.isThrownBy(() -> SpreadLibraryLoader.requireVersion(new SpreadVersion(4, 0, 9), file))
			.withMessageContaining("4.0.9")
			.withMessageContaining("4.1.0 or later");
		assertThatCode(() -> SpreadLibraryLoader.requireVersion(new SpreadVersion(4, 1, 0), file))
			.doesNotThrowAnyException();
		assertThatCode(() -> SpreadLibraryLoader.requireVersion(SpreadVersion.CURRENT, file))
			.doesNotThrowAnyException();
	}

	@Test
	void aJavaOf32BitsIsRefused() {
		assertThatExceptionOfType(NativeLibraryException.class)
			.isThrownBy(() -> SpreadLibraryLoader.requireSixtyFourBit(4))
			.withMessageContaining("64-bit Java")
			.withMessageContaining("32 bits");
	}

	@Test
	void withoutJnaTheErrorTellsWhatToAddAndTheSocketTransportWorks() throws Exception {
		URL[] withoutJna = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
			.filter((entry) -> !Path.of(entry).getFileName().toString().startsWith("jna"))
			.map(SpreadLibraryLoaderTests::url)
			.toArray(URL[]::new);
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();
				URLClassLoader loader = new URLClassLoader(withoutJna, ClassLoader.getPlatformClassLoader())) {
			Object outcome = loader.loadClass(WithoutJna.class.getName())
				.getMethod("tryBoth", String.class)
				.invoke(null, daemon.address());
			assertThat(outcome).asString()
				.contains("connected")
				.contains("net.java.dev.jna:jna")
				.contains("spread.transport=socket");
		}
	}

	private static URL url(String entry) {
		try {
			return Path.of(entry).toUri().toURL();
		}
		catch (java.net.MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertRefused(Path path, String... messages) {
		assertThatExceptionOfType(NativeLibraryException.class).isThrownBy(() -> SpreadLibraryLoader.load(path))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(messages));
	}

}
