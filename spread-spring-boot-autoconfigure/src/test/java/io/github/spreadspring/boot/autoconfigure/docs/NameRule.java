package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Properties, meters and beginnings of properties that lines of text name exist.
 */
class NameRule implements Rule {

	private static final Pattern NAME = Pattern.compile("(spread\\.[a-z][a-z.-]*?)(\\.\\*)?");

	private static final Pattern DECLARED = Pattern.compile("\"(spread\\.[a-z][a-z.-]*)\"");

	// of others: Spread's files, its module for Python; those that a test gets
	private static final Set<String> OTHERS = Set.of("spread.conf", "spread.js", "spread.error", "spread.connect",
			"spread.embedded.addresses.beta");

	private final Set<String> names = new HashSet<>(OTHERS);

	NameRule() throws IOException {
		add(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));
		for (Path file : Page.files(Page.TOP, ".java")) {
			if (file.toString().replace('\\', '/').matches(".*/spread-[^/]*/src/main/.*")) {
				add(file);
			}
		}
	}

	private void add(Path file) throws IOException {
		DECLARED.matcher(Files.readString(file)).results().map((name) -> name.group(1)).forEach(this.names::add);
	}

	@Override
	public List<String> problems(Page page) {
		List<String> problems = new ArrayList<>();
		for (String code : page.code()) {
			Matcher name = NAME.matcher(code);
			if (name.matches() && !this.names.contains(name.group(1))) {
				problems.add("no such property or meter: " + code);
			}
		}
		return problems;
	}

}
