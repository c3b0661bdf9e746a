package io.github.spreadspring.client.libspread;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.sun.jna.Callback;
import com.sun.jna.Structure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told of our binding to libspread. No image is built here: the
 * tests see to it that nothing is forgotten that JNA asks for by reflection.
 */
class ReachabilityMetadataTests {

	private static final String FILE = "/META-INF/native-image/io.github.spreadspring/spread-client/reachability-metadata.json";

	private static final Pattern ENTRY = Pattern.compile(
			"\\{\\s*\"condition\":\\s*\\{\\s*\"typeReached\":\\s*\"([^\"]+)\"\\s*\\},\\s*\"type\":\\s*\"([^\"]+)\"([^}]*)\\}");

	@Test
	void allTypesInItExist() throws Exception {
		assertThat(entries()).isNotEmpty();
		for (String type : entries().keySet()) {
			assertThat(load(type)).isNotNull();
		}
	}

	@Test
	void nativeMethodsCanBeRegistered() throws Exception {
		List<Class<?>> types = types().filter(ReachabilityMetadataTests::hasNativeMethods).toList();
		assertThat(types).hasSizeGreaterThan(2);
		for (Class<?> type : types) {
			assertThat(entries().get(type.getName())).as(type.getName())
				.contains("\"jniAccessible\": true", "\"allDeclaredMethods\": true");
		}
	}

	@Test
	void structuresCanBeLaidOut() throws Exception {
		List<Class<?>> types = types().filter(Structure.class::isAssignableFrom).toList();
		assertThat(types).isNotEmpty();
		for (Class<?> type : types) {
			assertThat(entries().get(type.getName())).as(type.getName())
				.contains("\"allDeclaredFields\": true", "\"allDeclaredConstructors\": true");
		}
	}

	@Test
	void callbacksCanBeCalled() throws Exception {
		List<Class<?>> types = types().filter(Callback.class::isAssignableFrom).toList();
		assertThat(types).isNotEmpty();
		for (Class<?> type : types) {
			assertThat(entries().get(type.getName())).as(type.getName())
				.contains("\"jniAccessible\": true", "\"allDeclaredMethods\": true");
		}
	}

	@Test
	void onlyTheNativeTransportNeedsThem() throws Exception {
		Matcher matcher = ENTRY.matcher(text());
		while (matcher.find()) {
			assertThat(matcher.group(1)).isEqualTo(NativeTransport.class.getName());
		}
	}

	private static Map<String, String> entries() throws IOException {
		Map<String, String> entries = new TreeMap<>();
		Matcher matcher = ENTRY.matcher(text());
		while (matcher.find()) {
			entries.put(matcher.group(2), matcher.group(3));
		}
		return entries;
	}

	private static String text() throws IOException {
		try (InputStream stream = NativeTransport.class.getResourceAsStream(FILE)) {
			assertThat(stream).as(FILE).isNotNull();
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static Stream<Class<?>> types() throws IOException, URISyntaxException {
		String folder = NativeTransport.class.getPackageName().replace('.', '/');
		Path classes = Path.of(NativeTransport.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		try (Stream<Path> files = Files.list(classes.resolve(folder))) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".class") && !name.equals("package-info.class"))
				.<Class<?>>map(
						(name) -> load(NativeTransport.class.getPackageName() + "." + name.replace(".class", "")))
				.toList()
				.stream();
		}
	}

	private static Class<?> load(String name) {
		try {
			return Class.forName(name, false, NativeTransport.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean hasNativeMethods(Class<?> type) {
		return Arrays.stream(type.getDeclaredMethods()).anyMatch((method) -> Modifier.isNative(method.getModifiers()));
	}

}
