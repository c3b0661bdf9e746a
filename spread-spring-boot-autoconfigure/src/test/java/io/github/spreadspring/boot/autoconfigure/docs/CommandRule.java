package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Commands, and pieces of code within lines, name modules, profiles and files of the
 * repository that exist.
 */
class CommandRule implements Rule {

	private static final Set<String> LANGUAGES = Set.of("", "sh", "bash", "shell", "console");

	private final Poms poms;

	private final Set<String> tops = new HashSet<>();

	CommandRule(Poms poms) throws IOException {
		this.poms = poms;
		try (Stream<Path> tops = Files.list(Page.TOP)) {
			tops.filter(Files::isDirectory).forEach((top) -> this.tops.add(top.getFileName().toString()));
		}
		this.tops.removeAll(Set.of("target", ".git"));
	}

	@Override
	public List<String> problems(Page page) {
		List<String> problems = new ArrayList<>();
		for (Page.Block block : page.blocks()) {
			if (LANGUAGES.contains(block.language())) {
				block.text().replace("\\\n", " ").lines().forEach((line) -> command(line, problems));
			}
		}
		page.code().forEach((code) -> command(code, problems));
		return problems;
	}

	private void command(String line, List<String> problems) {
		List<String> words = List.of(line.strip().split("[\\s'\"()]+"));
		boolean maven = words.contains("mvn");
		for (int i = 0; i < words.size(); i++) {
			String word = words.get(i);
			if (maven && word.equals("-pl") && i + 1 < words.size()) {
				for (String module : words.get(i + 1).split(",")) {
					check(this.poms.hasModule(module), "no such module: " + module, line, problems);
				}
			}
			else if (maven && word.startsWith("-P")) {
				check(this.poms.hasProfile(word.substring(2)), "no such profile: " + word, line, problems);
			}
			else {
				String problem = problemOfPath(word.startsWith("./") ? word.substring(2) : word);
				check(problem == null, String.valueOf(problem), line, problems);
			}
		}
	}

	private static void check(boolean good, String problem, String line, List<String> problems) {
		if (!good) {
			problems.add(problem + ", in: " + line);
		}
	}

	private @Nullable String problemOfPath(String word) {
		String[] parts = word.split("/");
		boolean ours = parts.length > 1 && this.tops.contains(parts[0]) && !word.matches(".*[*$<>{}:].*");
		if (!ours) {
			return null;
		}
		if (parts[1].equals("target")) {
			String jar = parts[parts.length - 1];
			boolean made = !jar.endsWith(".jar") || this.poms.makesJar(parts[0], jar);
			return made ? null : "no such jar: " + word;
		}
		return Files.exists(Page.TOP.resolve(word)) ? null : "no such file: " + word;
	}

}
