package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every Java example of the pages about messaging, reliability and testing is a piece of
 * a test.
 */
class DocumentationTests {

	private static final Path TOP = Path.of("").toAbsolutePath().getParent();

	private static final List<Path> PAGES = List.of(TOP.resolve("docs/messaging.md"),
			TOP.resolve("docs/reliability.md"), TOP.resolve("docs/testing.md"));

	private static final List<Path> SOURCES = List.of(
			TOP.resolve("spread-messaging/src/test/java/io/github/spreadspring/messaging/docs"),
			TOP.resolve("spread-spring-boot-autoconfigure/src/test/java")
				.resolve("io/github/spreadspring/boot/autoconfigure/docs"),
			TOP.resolve("spread-spring-boot-starter-test/src/test/java/io/github/spreadspring/boot/test/docs"));

	@Test
	void everyJavaExampleIsAPieceOfATest() throws IOException {
		List<String> sources = sources();
		Map<String, String> unknown = new TreeMap<>(examples());
		assertThat(unknown).hasSizeGreaterThan(10);
		unknown.values().removeIf((example) -> sources.stream().anyMatch((source) -> source.contains(example)));
		assertThat(unknown).as("Examples, by page and line, that are not found line by line in any file of %s", SOURCES)
			.isEmpty();
	}

	@Test
	void noExampleStopsInTheMiddle() throws IOException {
		assertThat(examples()).allSatisfy((line, example) -> assertThat(count(example, '{'))
			.as("Opening braces, as many as closing ones, in the example at %s:%n%s", line, example)
			.isEqualTo(count(example, '}')));
	}

	private static long count(String text, char wanted) {
		return text.chars().filter((character) -> character == wanted).count();
	}

	private static Map<String, String> examples() throws IOException {
		Map<String, String> examples = new TreeMap<>();
		for (Path page : PAGES) {
			examples.putAll(examplesOf(page));
		}
		return examples;
	}

	private static Map<String, String> examplesOf(Path page) throws IOException {
		Map<String, String> examples = new TreeMap<>();
		List<String> lines = Files.readAllLines(page);
		List<String> block = null;
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i);
			if (line.equals("```java")) {
				block = new ArrayList<>();
			}
			else if (block != null && line.equals("```")) {
				examples.put(page.getFileName() + ":" + (i - block.size() + 1), text(block));
				block = null;
			}
			else if (block != null) {
				block.add(line);
			}
		}
		return examples;
	}

	private static List<String> sources() throws IOException {
		List<String> sources = new ArrayList<>();
		for (Path folder : SOURCES) {
			try (Stream<Path> files = Files.list(folder)) {
				for (Path file : files.toList()) {
					// each depth of indentation is a source of its own
					for (int depth = 0; depth < 5; depth++) {
						String indentation = "\t".repeat(depth);
						sources.add(text(Files.readAllLines(file)
							.stream()
							.map((line) -> line.startsWith(indentation) ? line.substring(indentation.length())
									: line.strip())
							.toList()));
					}
				}
			}
		}
		return sources;
	}

	/**
	 * Make one text of lines.
	 * @param lines the lines
	 * @return the text, which begins and ends with a line feed so that only whole lines
	 * are found in it
	 */
	private static String text(List<String> lines) {
		StringBuilder text = new StringBuilder("\n");
		lines.forEach((line) -> text.append(line.stripTrailing()).append('\n'));
		return text.toString();
	}

}
