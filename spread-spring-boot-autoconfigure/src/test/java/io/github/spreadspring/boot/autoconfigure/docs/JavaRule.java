package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Every example in Java or Kotlin is a piece of a source that is compiled: of the tests
 * in packages {@code docs}, of the applications that are built from the published
 * artifacts, or of the sample.
 */
class JavaRule implements Rule {

	private static final Set<String> LANGUAGES = Set.of("java", "kotlin");

	private final List<String> sources = new ArrayList<>();

	JavaRule() throws IOException {
		for (String ending : List.of(".java", ".kt")) {
			for (Path file : Page.files(Page.TOP, ending)) {
				if (isForExamples(Page.TOP.relativize(file))) {
					addSource(Files.readAllLines(file));
				}
			}
		}
	}

	@Override
	public List<String> problems(Page page) {
		List<String> problems = new ArrayList<>();
		for (Page.Block block : page.blocks()) {
			if (LANGUAGES.contains(block.language())) {
				String example = text(block.text().lines().toList());
				if (this.sources.stream().noneMatch((source) -> source.contains(example))) {
					problems.add(block.place() + ": not found line by line in any test of a package docs:" + example);
				}
				if (count(example, '{') != count(example, '}')) {
					problems.add(block.place() + ": stops in the middle:" + example);
				}
			}
		}
		return problems;
	}

	private static boolean isForExamples(Path file) {
		String path = file.toString().replace('\\', '/');
		return path.matches(".*/src/test/.*/(docs|readme)/.*") || path.contains("/src/it/")
				|| path.startsWith("sample-app/src/main/");
	}

	private void addSource(List<String> lines) {
		// each depth of indentation is a source of its own
		for (int depth = 0; depth < 5; depth++) {
			String indentation = "\t".repeat(depth);
			this.sources.add(text(lines.stream()
				.map((line) -> line.startsWith(indentation) ? line.substring(indentation.length()) : line.strip())
				.toList()));
		}
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

	private static long count(String text, char wanted) {
		return text.chars().filter((character) -> character == wanted).count();
	}

}
