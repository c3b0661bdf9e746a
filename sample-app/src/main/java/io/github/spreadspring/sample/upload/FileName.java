package io.github.spreadspring.sample.upload;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

import io.github.spreadspring.sample.web.BadFieldException;
import io.github.spreadspring.sample.web.Utf8;

/**
 * The name of a file as it is shown: without folders, and with nothing in it that a
 * database or a page would stumble over.
 */
final class FileName {

	private static final int MAX_LENGTH = 255;

	private static final String UNNAMED = "unnamed";

	private FileName() {
	}

	static String of(@Nullable String given) {
		if (given == null) {
			return UNNAMED;
		}
		String name = given.replaceFirst("(?s).*[/\\\\]", "").replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "").strip();
		return name.isEmpty() ? UNNAMED : Utf8.cut(name, MAX_LENGTH);
	}

	static String ofQuery(@Nullable String query) {
		if (query == null) {
			return UNNAMED;
		}
		String name = UriComponentsBuilder.newInstance().query(query).build().getQueryParams().getFirst("name");
		try {
			return of((name != null) ? UriUtils.decode(name.replace('+', ' '), StandardCharsets.UTF_8) : null);
		}
		catch (IllegalArgumentException ex) {
			throw new BadFieldException("name", "The name of the file is not encoded as a URL needs: " + name);
		}
	}

}
