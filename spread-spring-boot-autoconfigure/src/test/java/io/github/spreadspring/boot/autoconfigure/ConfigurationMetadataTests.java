package io.github.spreadspring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what editors show of the {@code spread.*} properties.
 */
class ConfigurationMetadataTests {

	@Test
	void everyPropertyHasATypeAndADescriptionInTheStyleOfSpringBoot() throws IOException {
		assertThat(properties()).hasSizeGreaterThan(10).allSatisfy((property) -> {
			assertThat(property.path("name").asString()).matches("spread\\.[a-z.-]+");
			assertThat(property.path("type").asString("")).as("type").isNotEmpty();
			assertThat(property.path("description").asString("")).as("description")
				.matches("[A-Z].*\\.")
				.doesNotMatch("(A|An|The) .*");
			if (property.path("type").asString().equals("java.lang.Boolean")) {
				assertThat(property.path("description").asString()).startsWith("Whether ");
			}
		});
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
		for (String page : List.of("configuration.md", "messaging.md")) {
			assertThat(documented(page, "`(spread\\.[a-z.-]+[a-z])(?:=[^`]*)?`")).as("properties in docs/%s", page)
				.isSubsetOf(properties);
			assertThat(yamlProperties(page)).as("YAML in docs/%s", page).isSubsetOf(properties);
		}
		assertThat(yamlProperties("messaging.md")).isNotEmpty();
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

	private static List<JsonNode> properties() throws IOException {
		// other jars have such a file too
		String classes = SpreadProperties.class.getProtectionDomain().getCodeSource().getLocation().toString();
		try (InputStream metadata = URI.create(classes + "META-INF/spring-configuration-metadata.json")
			.toURL()
			.openStream()) {
			List<JsonNode> properties = new ArrayList<>();
			for (JsonNode property : JsonMapper.builder().build().readTree(metadata).path("properties")) {
				// those of an actuator endpoint are Boot's
				if (!property.path("name").asString().startsWith("management.endpoint.")) {
					properties.add(property);
				}
			}
			return properties;
		}
	}

}
