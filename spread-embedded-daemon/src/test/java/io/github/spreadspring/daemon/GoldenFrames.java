package io.github.spreadspring.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was captured from a running C daemon.
 */
final class GoldenFrames {

	private static final JsonNode ENTRIES = load();

	private GoldenFrames() {
	}

	static byte[] bytes(String name) {
		JsonNode entry = entry(name);
		if (entry.has("hex")) {
			return HexFormat.of().parseHex(entry.get("hex").asString());
		}
		byte[] start = HexFormat.of().parseHex(entry.get("header_and_groups_hex").asString());
		byte[] frame = Arrays.copyOf(start, start.length + entry.get("body_len").asInt());
		for (int i = start.length; i < frame.length; i++) {
			frame[i] = (byte) (i - start.length);
		}
		return frame;
	}

	static boolean contains(String name) {
		return !names(name::equals).isEmpty();
	}

	static List<String> names(Predicate<String> selector) {
		return StreamSupport.stream(ENTRIES.spliterator(), false)
			.map((entry) -> entry.get("name").asString())
			.filter(selector)
			.toList();
	}

	private static JsonNode entry(String name) {
		return StreamSupport.stream(ENTRIES.spliterator(), false)
			.filter((entry) -> entry.get("name").asString().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static JsonNode load() {
		try (InputStream input = GoldenFrames.class.getResourceAsStream("/golden-frames.json")) {
			return new JsonMapper().readTree(input).get("entries");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
