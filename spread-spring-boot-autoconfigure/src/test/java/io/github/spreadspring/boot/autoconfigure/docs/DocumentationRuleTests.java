package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.SAXException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DocumentationTests}: each rule finds what is wrong, and lets pass what
 * is right. A {@code |} is a line feed.
 */
class DocumentationRuleTests {

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			[a](docs/messaging.md); ''
			[a](docs/messaging.md#send-after-commit); ''
			[a](docs/messaging.md#all-containers) `x`; ''
			# A `code`, and: more|[a](#a-code-and-more); ''
			# A|# A|[a](#a-1); ''
			<http://localhost:8080> [a](https://example.com/x#y); ''
			[a](docs/missing.md); no such file
			[a](docs/messaging.md#missing); no such heading
			[a](#missing); no such heading
			| a | [b](missing.md) |; no such file
			[a](../../missing.md); out of the repository
			[a](http:///x); not a link
			![](docs/images/group-console.png); picture without a text
			![a](docs/images/missing.png); no such file
			""")
	void links(String page, String problem) throws IOException {
		check(new LinkRule(), page, problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', textBlock = """
			```java|a;|```! ''
			~~~text|a;|~~~! ''
			- a||  ```java|  a;|  ```! ''
			a <http://localhost:8080>! ''
			```Java|a;|```! no rule knows
			~~~javascript|a;|~~~! no rule knows
			```|Order order = null;|```! without its language
			a||    Order order = null;! without a fence
			```java|a;! without an end
			<pre>a;</pre>! HTML
			see <a href="missing.md"/>! HTML
			""")
	void blocks(String page, String problem) throws IOException {
		check(new BlockRule(), page, problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			```java|@SpreadListener("prices")|Price on(Order order) {|}|```; not found
			```java|@EmbeddedSpread|class ConnectionTests {|```; stops in the middle
			```java|@SpreadListener("prices")|```; ''
			```kotlin|@SpreadListener("prices")|```; ''
			```kotlin|fun missing()|```; not found
			""")
	void examples(String page, String problem) throws IOException {
		check(new JavaRule(), page, problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			```yaml|spread:|  connect-timeout: 5s|```; ''
			```yaml|spread:|  address: ${SOMEWHERE}|```; ''
			```yaml|services:|  spread: 5s|```; ''
			```yaml|a: 1|---|spread.address: 4803|```; ''
			```properties|spread.listener.queue-size=1MB|```; ''
			`--spread.private-name=a` `spread.private-name=a`; ''
			```yaml|spread:|  conect-timeout: 5s|```; conect
			```yaml|a: 1|---|spread.adress: 4803|```; adress
			```yaml|spread:|  connect-timeout: soon|```; connect-timeout
			```yaml|a: [|```; no YAML
			```properties|spread.transport=telepathy|```; telepathy
			`--spread.privat-name=a`; privat-name
			`spread.privat-name=a`; privat-name
			`spread.private-name-policy=never`; never
			```|java -jar x.jar --spread.privat-name=a|```; privat-name
			""")
	void configuration(String page, String problem) throws IOException {
		check(new ConfigurationRule(), page, problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			`spread.private-name` `spread.headers.mode` `spread.reconnect.*`; ''
			`spread.listener.queue.size` `spread.template`; ''
			`spread.privat-name`; privat-name
			`spread.reconect.*`; reconect
			`spread.listener.queue.length`; queue.length
			""")
	void names(String page, String problem) throws IOException {
		check(new NameRule(), page, problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					```xml|<a/>|<b/>|```; ''
					```xml|<groupId>a</groupId><a|```; no XML
					```xml|<dependency><groupId>io.github.spreadspring</groupId><artifactId>spread-client</artifactId></dependency>|```; ''
					```xml|<dependency><groupId>io.github.spreadspring</groupId><artifactId>spread-cliant</artifactId></dependency>|```; no such artifact
					```xml|<a><groupId>io.github.spreadspring</groupId><artifactId>spread-client</artifactId><version>0</version></a>|```; not 0
					```xml|<a><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></a>|```; ''
					```xml|<a><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.0.0</version></a>|```; not 3.0.0
					```json|{"a": 1}|```; ''
					```json|{"a": …|```; ''
					```json|{"a": }|```; no JSON
					""")
	void files(String page, String problem) throws IOException, SAXException {
		check(new FileRule(new Poms()), page, problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			`mvn verify -pl spread-client,spread-messaging -am`; ''
			`mvn verify -pl spread-cliant -am`; no such module
			`mvn -Prelease`; ''
			`mvn -Preleese`; no such profile
			```|java -jar benchmarks/target/benchmarks.jar|```; ''
			```sh|java -jar benchmarks/target/benchmark.jar|```; no such jar
			```|java -jar sample-app/target/sample-app-9.jar|```; no such jar
			```|cat docs/messaging.md a/b|```; ''
			```|cat docs/message.md|```; no such file
			`docs/messaging.md` `src/test/x`; ''
			`docs/message.md`; no such file
			```|mvn verify \\|  -pl missing|```; no such module
			""")
	void commands(String page, String problem) throws IOException, SAXException {
		check(new CommandRule(new Poms()), page, problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			```log|Connection lost, reconnecting. …|```; ''
			```log|The private name "…" is in use at the daemon …. Choose another one|```; ''
			```log|Connection broken, reconnecting. …|```; said nowhere
			```log|reconnecting. … Connection lost|```; said nowhere
			```log|…|```; said nowhere
			""")
	void quotes(String page, String problem) throws IOException {
		check(new QuoteRule(), page, problem);
	}

	private static void check(Rule rule, String page, String problem) throws IOException {
		String markdown = page.startsWith("| ") ? page : page.replace('|', '\n');
		Page tested = Page.of(Page.TOP.resolve("README.md"), markdown);
		if (problem.isEmpty()) {
			assertThat(rule.problems(tested)).isEmpty();
		}
		else {
			assertThat(rule.problems(tested)).singleElement().asString().contains(problem);
		}
	}

}
