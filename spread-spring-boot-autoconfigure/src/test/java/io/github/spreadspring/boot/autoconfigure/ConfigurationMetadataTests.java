package io.github.spreadspring.boot.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;

import io.github.spreadspring.messaging.observation.DefaultSpreadListenerObservationConvention;
import io.github.spreadspring.messaging.observation.DefaultSpreadTemplateObservationConvention;
import io.github.spreadspring.messaging.observation.SpreadListenerObservation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what editors show of the {@code spread.*} properties.
 */
class ConfigurationMetadataTests {

	/** Names and keys of observations, which look like properties. */
	private static final Set<String> OBSERVED = Set.of(DefaultSpreadTemplateObservationConvention.INSTANCE.getName(),
			DefaultSpreadListenerObservationConvention.INSTANCE.getName(),
			SpreadListenerObservation.LowCardinalityKeys.LISTENER_ID.asString());

	@Test
	void everyPropertyHasATypeAndADescriptionInTheStyleOfSpringBoot() throws IOException {
		assertThat(properties()).hasSizeGreaterThan(10).allSatisfy((property) -> {
			assertThat(property.path("name").asString()).matches("spread\\.[a-z.-]+");
			assertThat(property.path("type").asString("")).as("type").isNotEmpty();
			assertThat(property.path("description").asString("")).as("description")
				.matches("[A-Z].*\\.")
				.doesNotMatch("(A|An|The) .*")
				// editors show it beside
				.doesNotContainIgnoringCase("default");
			if (property.path("type").asString().equals("java.lang.Boolean")) {
				assertThat(property.path("description").asString()).matches("(Whether|Enable) .*");
			}
		});
	}

	@Test
	void theHealthCheckHasASwitchLikeThoseOfBoot() {
		JsonNode property = ConfigurationMetadata.load().property("management.health.spread.enabled");
		assertThat(property.path("type").asString()).isEqualTo("java.lang.Boolean");
		assertThat(property.path("description").asString()).isEqualTo("Whether to enable Spread health check.");
		assertThat(property.path("defaultValue").asBoolean()).isTrue();
	}

	@Test
	void everyDefaultIsToldOf() throws IOException {
		List<String> withoutDefault = new ArrayList<>();
		for (JsonNode property : properties()) {
			if (property.path("defaultValue").isMissingNode()) {
				withoutDefault.add(property.path("name").asString());
			}
		}
		// these mean something by not being set
		assertThat(withoutDefault).containsExactlyInAnyOrder("spread.address", "spread.private-name",
				"spread.ping-interval", "spread.native.library-path", "spread.embedded.enabled",
				"spread.listener.dead-letter-group", "spread.listener.idle-event-interval",
				"spread.template.content-type", "spread.template.default-destination");
	}

	@Test
	void everyPropertyIsInThePageAboutConfigurationAndTheDocumentationNamesNoOther() throws IOException {
		Set<String> properties = new TreeSet<>();
		for (JsonNode property : properties()) {
			properties.add(property.path("name").asString());
		}
		assertThat(documented("configuration.md", "(?m)^\\| `(spread\\.[a-z.-]+)`")).containsAll(properties);
		for (String page : List.of("configuration.md", "messaging.md", "reliability.md", "troubleshooting.md")) {
			Set<String> named = documented(page, "`(spread\\.[a-z.-]+[a-z])(?:=[^`]*)?`");
			named.removeAll(OBSERVED);
			// the daemon's own file
			named.remove("spread.conf");
			assertThat(named).as("properties in docs/%s", page).isSubsetOf(properties);
			assertThat(yamlProperties(page)).as("YAML in docs/%s", page).isSubsetOf(properties);
		}
		assertThat(yamlProperties("messaging.md")).isNotEmpty();
	}

	@Test
	void everyDefaultInThePageAboutConfigurationIsThatOfTheMetadata() throws IOException {
		Map<String, String> told = new TreeMap<>();
		Pattern.compile("(?m)^\\| `(spread\\.[a-z.-]+)` \\| (?:`([^`]*)`|–) \\| ")
			.matcher(page("configuration.md"))
			.results()
			.forEach((row) -> told.put(row.group(1), Objects.requireNonNullElse(row.group(2), "none")));
		Map<String, String> known = new TreeMap<>();
		for (JsonNode property : properties()) {
			known.put(property.path("name").asString(), property.path("defaultValue").asString("none"));
		}
		assertThat(told).containsExactlyEntriesOf(known);
	}

	private static Set<String> documented(String page, String pattern) throws IOException {
		return Pattern.compile(pattern)
			.matcher(page(page))
			.results()
			.map((result) -> result.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> yamlProperties(String page) throws IOException {
		Set<String> properties = new TreeSet<>();
		for (String block : documented(page, "(?s)```yaml\n(.*?)```")) {
			YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
			yaml.setResources(new ByteArrayResource(block.getBytes(StandardCharsets.UTF_8)));
			Properties read = Objects.requireNonNull(yaml.getObject());
			read.stringPropertyNames().stream().filter((name) -> name.startsWith("spread.")).forEach(properties::add);
		}
		return properties;
	}

	private static String page(String name) throws IOException {
		return Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs").resolve(name));
	}

	private static List<JsonNode> properties() {
		return ConfigurationMetadata.load().properties();
	}

}
