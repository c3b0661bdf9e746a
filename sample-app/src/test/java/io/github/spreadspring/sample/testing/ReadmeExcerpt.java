package io.github.spreadspring.sample.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of the sample that the README of the project shows, perhaps with something
 * left out.
 */
public final class ReadmeExcerpt {

	private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

	private final String text;

	private ReadmeExcerpt(String text) {
		this.text = text;
	}

	/**
	 * Find what the README shows.
	 * @param path what is asked for there
	 * @return the block that follows
	 * @throws IOException if the README cannot be read
	 */
	public static ReadmeExcerpt of(String path) throws IOException {
		String readme = Files.readString(Path.of("").toAbsolutePath().resolveSibling("README.md"));
		Pattern block = Pattern.compile("(?s)`curl localhost:8080" + path + "`.*?\n```[a-z]*\n(.*?)\n```");
		return new ReadmeExcerpt(
				block.matcher(readme).results().map((match) -> match.group(1)).findFirst().orElseThrow());
	}

	/**
	 * Return the names of the fields.
	 * @param pointer which part of the JSON
	 * @return each with those around it
	 */
	public Set<String> fields(String pointer) {
		String json = this.text.replaceAll("(?m)^\\s*…$", "");
		// the end may be left out too
		String end = "}".repeat(count(json, '{') - count(json, '}'));
		return fields(JSON.readTree(json + end).at(pointer));
	}

	private static int count(String json, char brace) {
		return Math.toIntExact(json.chars().filter((character) -> character == brace).count());
	}

	public static Set<String> fields(JsonNode json) {
		Set<String> fields = new TreeSet<>();
		collect(json, "", fields);
		return fields;
	}

	private static void collect(JsonNode json, String path, Set<String> fields) {
		json.properties().forEach((field) -> {
			fields.add(path + field.getKey());
			collect(field.getValue(), path + field.getKey() + ".", fields);
		});
	}

	/**
	 * Return the meters.
	 * @return each with its tags and without its value
	 */
	public List<String> meters() {
		return this.text.lines()
			.filter((line) -> line.startsWith("spread_"))
			.map((line) -> line.substring(0, line.lastIndexOf('}')))
			.toList();
	}

}
