package io.github.spreadspring.boot.autoconfigure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the values and defaults that editors offer for the {@code spread.*}
 * properties.
 */
class ConfigurationHintTests {

	private final ConfigurationMetadata metadata = ConfigurationMetadata.load();

	@Test
	void everyDefaultIsTheOneThatCounts() throws IOException {
		TreeMap<String, String> defaults = new TreeMap<>();
		this.metadata.properties().forEach((property) -> {
			if (property.has("defaultValue")) {
				defaults.put(property.path("name").asString(), property.path("defaultValue").asString());
			}
		});
		SpreadProperties bound = new Binder(new MapConfigurationPropertySource(defaults))
			.bind("spread", SpreadProperties.class)
			.get();
		assertThat(bound).usingRecursiveComparison().isEqualTo(new SpreadProperties());
	}

	@Test
	void hintsAreForPropertiesThatExistAndNoOther() {
		assertThat(this.metadata.hints()).isNotEmpty()
			.allSatisfy((hint) -> assertThat(this.metadata.names()).contains(hint.path("name").asString()));
	}

	@Test
	void everyPropertyWithFixedValuesExplainsEachOfThem() throws ClassNotFoundException {
		Set<String> explained = new TreeSet<>();
		for (JsonNode property : this.metadata.properties()) {
			Class<?> type = type(property);
			if (type.isEnum()) {
				String name = property.path("name").asString();
				assertThat(values(name)).as("hints for %s", name).containsExactlyInAnyOrderElementsOf(words(type));
				explained.add(name);
			}
		}
		assertThat(explained).contains("spread.template.service-type", "spread.transport");
	}

	@Test
	void everyHintIsDescribedInASentence() {
		assertThat(this.metadata.hints()).allSatisfy((hint) -> assertThat(hint.path("values")).isNotEmpty()
			.allSatisfy((value) -> assertThat(value.path("description").asString("")).as(value.toString())
				.matches("[A-Z].*\\.")
				.doesNotMatch("(A|An|The) .*")));
	}

	@Test
	void valuesThatAreOnlyExamplesLeaveRoomForOthers() throws ClassNotFoundException {
		for (JsonNode property : this.metadata.properties()) {
			String name = property.path("name").asString();
			if (!type(property).isEnum() && !values(name).isEmpty()) {
				assertThat(this.metadata.hint(name).path("providers")).as(name)
					.anyMatch((provider) -> provider.path("name").asString().equals("any"));
			}
		}
	}

	@Test
	void everyExampleCanBeBound() {
		for (JsonNode hint : this.metadata.hints()) {
			for (String value : values(hint.path("name").asString())) {
				TreeMap<String, String> property = new TreeMap<>();
				property.put(hint.path("name").asString(), value);
				SpreadProperties bound = new Binder(new MapConfigurationPropertySource(property))
					.bind("spread", SpreadProperties.class)
					.get();
				assertThat(new PropertiesSpreadConnectionDetails(bound).getAddresses()).isNotEmpty();
			}
		}
	}

	private List<String> values(String name) {
		List<String> values = new ArrayList<>();
		this.metadata.hint(name).path("values").forEach((value) -> values.add(value.path("value").asString()));
		return values;
	}

	private static Class<?> type(JsonNode property) throws ClassNotFoundException {
		return ClassUtils.forName(property.path("type").asString().replaceAll("<.*", ""), null);
	}

	private static List<String> words(Class<?> type) {
		return Stream.of(type.getEnumConstants())
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList();
	}

}
