package io.github.spreadspring.boot.autoconfigure.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Examples stand in fenced blocks, of languages that the other rules know, so that none
 * of them is left out by accident.
 */
class BlockRule implements Rule {

	private static final Set<String> LANGUAGES = Set.of("", "java", "kotlin", "yaml", "properties", "xml", "json", "sh",
			"console", "log", "text", "python", "php", "js");

	@Override
	public List<String> problems(Page page) {
		List<String> problems = new ArrayList<>(page.unruly());
		for (Page.Block block : page.blocks()) {
			if (!LANGUAGES.contains(block.language())) {
				problems.add(block.place() + ": language that no rule knows: " + block.language());
			}
			else if (block.language().isEmpty() && block.text().contains(";\n")) {
				problems.add(block.place() + ": code without its language");
			}
		}
		return problems;
	}

}
