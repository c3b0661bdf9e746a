package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for all Markdown pages of the repository. {@link DocumentationRuleTests} shows
 * what the rules find.
 */
class DocumentationTests {

	@Test
	void everyExampleIsABlockThatTheRulesSee() throws IOException {
		assertThat(problems(new BlockRule())).isEmpty();
	}

	@Test
	void everyExampleIsAPieceOfATest() throws IOException {
		assertThat(problems(new JavaRule())).isEmpty();
	}

	@Test
	void everyLinkLeadsSomewhere() throws IOException {
		assertThat(problems(new LinkRule())).isEmpty();
	}

	@Test
	void everyPropertyExistsAndTakesItsValue() throws IOException {
		assertThat(problems(new ConfigurationRule())).isEmpty();
	}

	@Test
	void everyPropertyAndMeterThatIsNamedExists() throws IOException {
		assertThat(problems(new NameRule())).isEmpty();
	}

	@Test
	void everyFileCanBeReadAndItsArtifactsExist() throws IOException, SAXException {
		assertThat(problems(new FileRule(new Poms()))).isEmpty();
	}

	@Test
	void everyCommandNamesWhatExists() throws IOException, SAXException {
		assertThat(problems(new CommandRule(new Poms()))).isEmpty();
	}

	@Test
	void everyMessageThatIsQuotedIsOneOfOurs() throws IOException {
		assertThat(problems(new QuoteRule())).isEmpty();
	}

	@Test
	void theApplicationOfGettingStartedIsBuiltByATest() throws IOException, SAXException {
		Path application = Page.TOP.resolve("spread-spring-boot-starter-test/src/it/getting-started");
		String page = Files.readString(Page.TOP.resolve("docs/getting-started.md"));
		List<Path> files = Page.files(application, "");
		assertThat(files).hasSizeGreaterThan(5);
		for (Path file : files) {
			assertThat(page).contains("`" + application.relativize(file).toString().replace('\\', '/') + "`")
				.contains(Files.readString(file)
					.replace("@spring-boot.version@", SpringBootVersion.getVersion())
					.replace("@project.version@", new Poms().version()));
		}
	}

	@Test
	void theReadmeLeadsToEveryPage() throws IOException {
		Path readme = Page.TOP.resolve("README.md");
		List<String> links = Page.of(readme, Files.readString(readme)).links();
		for (Page page : Page.all()) {
			if (page.file().getParent().endsWith("docs")) {
				assertThat(links).contains(page.toString());
			}
		}
	}

	@Test
	void everyPageBeginsWithWhatItsReaderWants() throws IOException {
		for (Path page : Page.files(Page.TOP.resolve("docs"), ".md")) {
			List<String> beginning = Files.readAllLines(page).subList(0, 4);
			assertThat(beginning.get(0)).as(page.toString()).startsWith("# ");
			assertThat(String.join(" ", beginning.subList(2, 4))).as(page.toString())
				.matches("(You|Something) .*\\bwant .*");
		}
	}

	@Test
	void everyDrawingHasATitleAndADescription() throws IOException, SAXException {
		List<Path> drawings = Page.files(Page.TOP.resolve("docs"), ".svg");
		assertThat(drawings).isNotEmpty();
		for (Path drawing : drawings) {
			Element svg = Poms.parse(Files.readString(drawing));
			assertThat(Poms.elements(svg, "title")).as("title of %s", drawing).isNotEmpty();
			assertThat(Poms.elements(svg, "desc")).as("desc of %s", drawing).isNotEmpty();
		}
	}

	private static List<String> problems(Rule rule) throws IOException {
		List<String> problems = new ArrayList<>();
		List<Page> pages = Page.all();
		assertThat(pages).hasSizeGreaterThan(10);
		for (Page page : pages) {
			rule.problems(page).forEach((problem) -> problems.add(page + ": " + problem));
		}
		return problems;
	}

}
