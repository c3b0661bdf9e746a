package io.github.spreadspring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
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
				"spread.native.library-path", "spread.embedded.enabled", "spread.listener.dead-letter-group",
				"spread.listener.idle-event-interval", "spread.template.content-type",
				"spread.template.default-destination");
	}

	private static List<JsonNode> properties() throws IOException {
		// other jars have such a file too
		String classes = SpreadProperties.class.getProtectionDomain().getCodeSource().getLocation().toString();
		try (InputStream metadata = URI.create(classes + "META-INF/spring-configuration-metadata.json")
			.toURL()
			.openStream()) {
			List<JsonNode> properties = new ArrayList<>();
			JsonMapper.builder().build().readTree(metadata).path("properties").forEach(properties::add);
			return properties;
		}
	}

}
