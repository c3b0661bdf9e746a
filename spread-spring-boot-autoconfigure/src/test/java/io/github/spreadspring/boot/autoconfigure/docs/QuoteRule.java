package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What blocks of the language {@code log} quote from the log is said somewhere in our
 * sources: each line, apart from what an ellipsis stands for, in one package.
 */
class QuoteRule implements Rule {

	private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

	private final Map<Path, String> packages = new TreeMap<>();

	QuoteRule() throws IOException {
		for (Path file : Page.files(Page.TOP, ".java")) {
			if (file.toString().contains("/src/main/")) {
				String joined = JOINED.matcher(Files.readString(file)).replaceAll("");
				this.packages.merge(file.getParent(), joined.replace("\\\"", "\"").replace("\\n", "\n"),
						String::concat);
			}
		}
	}

	@Override
	public List<String> problems(Page page) {
		List<String> problems = new ArrayList<>();
		for (Page.Block block : page.blocks()) {
			if (block.language().equals("log")) {
				block.text()
					.lines()
					.filter((line) -> !line.isBlank() && !isSaid(line))
					.forEach((line) -> problems.add(block.place() + ": said nowhere in our sources: " + line));
			}
		}
		return problems;
	}

	// one behind the other and not far away
	private static boolean has(String source, List<String> pieces) {
		String quote = pieces.stream().map(Pattern::quote).collect(Collectors.joining("[\\s\\S]{0,400}?"));
		return Pattern.compile(quote).matcher(source).find();
	}

	private boolean isSaid(String line) {
		List<String> pieces = Stream.of(line.split("…"))
			.map(String::strip)
			.filter((piece) -> !piece.isEmpty())
			.toList();
		return !pieces.isEmpty() && this.packages.values().stream().anyMatch((source) -> has(source, pieces));
	}

}
