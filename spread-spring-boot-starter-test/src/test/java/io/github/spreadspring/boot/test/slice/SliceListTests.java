package io.github.spreadspring.boot.test.slice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ClassUtils;

import io.github.spreadspring.boot.test.SpreadTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The components that {@link SpreadTest} finds are the same in its Javadoc, on the page
 * about tests, and in fact.
 */
class SliceListTests {

	private static final Path MODULE = Path.of("").toAbsolutePath();

	@Test
	void theJavadocListsThem() throws IOException {
		Path source = MODULE.resolve("src/main/java/io/github/spreadspring/boot/test/SpreadTest.java");
		assertThat(listed(Files.readString(source), "\\{@code @?(\\w+)}")).containsExactlyElementsOf(found());
	}

	@Test
	void thePageListsThem() throws IOException {
		Path page = MODULE.getParent().resolve("docs/testing.md");
		assertThat(listed(Files.readString(page), "`@?(\\w+)`")).containsExactlyElementsOf(found());
	}

	@Test
	void theyExist() throws IOException {
		assertThat(types()).isNotEmpty().allMatch((type) -> ClassUtils.isPresent(type, null));
	}

	private static List<String> found() throws IOException {
		return types().stream().map(ClassUtils::getShortName).toList();
	}

	private static List<String> types() throws IOException {
		return new ClassPathResource("META-INF/spring/" + SpreadTest.class.getName() + ".includes")
			.getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.toList();
	}

	private static List<String> listed(String text, String name) {
		int start = text.indexOf("those of the types");
		assertThat(start).isPositive();
		String list = text.substring(start, text.indexOf(". ", start));
		return Pattern.compile(name).matcher(list).results().map((MatchResult match) -> match.group(1)).toList();
	}

}
