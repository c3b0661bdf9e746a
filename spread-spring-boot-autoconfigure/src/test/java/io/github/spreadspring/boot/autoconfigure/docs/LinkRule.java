package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Links and pictures lead to files and headings that exist. Those that lead out of the
 * repository are not followed.
 */
class LinkRule implements Rule {

	private static final Set<String> ABSOLUTE = Set.of("http", "https", "mailto");

	@Override
	public List<String> problems(Page page) throws IOException {
		List<String> problems = new ArrayList<>();
		page.picturesWithoutText().forEach((picture) -> problems.add("picture without a text: " + picture));
		for (String link : page.links()) {
			String problem = problem(page, link);
			if (problem != null) {
				problems.add(problem + ": " + link);
			}
		}
		return problems;
	}

	private @Nullable String problem(Page page, String link) throws IOException {
		URI uri;
		try {
			uri = new URI(link);
		}
		catch (URISyntaxException ex) {
			return "not a link";
		}
		if (uri.getScheme() != null) {
			boolean whole = ABSOLUTE.contains(uri.getScheme()) && (uri.isOpaque() || uri.getHost() != null);
			return whole ? null : "not a link";
		}
		return problem(page, uri.getPath(), uri.getFragment());
	}

	private @Nullable String problem(Page page, String path, @Nullable String anchor) throws IOException {
		Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
		if (!target.startsWith(Page.TOP)) {
			return "out of the repository";
		}
		if (target.equals(page.file())) {
			return (anchor == null || page.anchors().contains(anchor)) ? null : "no such heading";
		}
		if (!Files.exists(target)) {
			return "no such file";
		}
		if (anchor != null && path.endsWith(".md")) {
			return Page.of(target, Files.readString(target)).anchors().contains(anchor) ? null : "no such heading";
		}
		return null;
	}

}
