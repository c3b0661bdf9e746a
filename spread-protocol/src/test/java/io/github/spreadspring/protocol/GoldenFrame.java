package io.github.spreadspring.protocol;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One entry of the captures from a Spread 5.0.1 daemon.
 *
 * @param name the name of the entry
 * @param json everything the entry says
 */
record GoldenFrame(String name, JsonNode json) {

	static Stream<GoldenFrame> all() {
		try (InputStream json = GoldenFrame.class.getResourceAsStream("/golden-frames.json")) {
			JsonNode entries = JsonMapper.shared().readTree(json).get("entries");
			return StreamSupport.stream(entries.spliterator(), false)
				.map((entry) -> new GoldenFrame(entry.get("name").asString(), entry));
		}
		catch (java.io.IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static GoldenFrame named(String name) {
		return all().filter((frame) -> frame.name.equals(name)).findFirst().orElseThrow();
	}

	/**
	 * All bytes of the entry; a long body is made by the rule of the captures (byte i is
	 * i mod 256).
	 * @return the bytes
	 */
	byte[] bytes() {
		if (this.json.has("hex")) {
			return HexFormat.of().parseHex(this.json.get("hex").asString());
		}
		byte[] head = HexFormat.of().parseHex(this.json.get("header_and_groups_hex").asString());
		ByteBuffer all = ByteBuffer.allocate(head.length + this.json.get("body_len").asInt()).put(head);
		for (int i = 0; all.hasRemaining(); i++) {
			all.put((byte) i);
		}
		return all.array();
	}

	boolean isFrame() {
		return this.json.has("decoded");
	}

	boolean isFromDaemon() {
		return this.json.get("direction").asString().equals("daemon->client");
	}

	JsonNode decoded() {
		return this.json.get("decoded");
	}

	String description() {
		return this.json.get("description").asString();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
