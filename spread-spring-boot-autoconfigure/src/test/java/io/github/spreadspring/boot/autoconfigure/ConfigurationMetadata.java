package io.github.spreadspring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What editors know of our properties.
 */
final class ConfigurationMetadata {

	private final JsonNode metadata;

	private ConfigurationMetadata(JsonNode metadata) {
		this.metadata = metadata;
	}

	static ConfigurationMetadata load() {
		// other jars have such a file too
		String classes = SpreadProperties.class.getProtectionDomain().getCodeSource().getLocation().toString();
		try (InputStream metadata = URI.create(classes + "META-INF/spring-configuration-metadata.json")
			.toURL()
			.openStream()) {
			return new ConfigurationMetadata(JsonMapper.builder().build().readTree(metadata));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<JsonNode> properties() {
		List<JsonNode> properties = list("properties");
		properties.removeIf((property) -> !property.path("name").asString().startsWith("spread."));
		return properties;
	}

	JsonNode property(String name) {
		return list("properties").stream()
			.filter((property) -> property.path("name").asString().equals(name))
			.findFirst()
			.orElse(MissingNode.getInstance());
	}

	Set<String> names() {
		Set<String> names = new TreeSet<>();
		properties().forEach((property) -> names.add(property.path("name").asString()));
		return names;
	}

	List<JsonNode> hints() {
		return list("hints");
	}

	JsonNode hint(String name) {
		return hints().stream()
			.filter((hint) -> hint.path("name").asString().equals(name))
			.findFirst()
			.orElse(MissingNode.getInstance());
	}

	private List<JsonNode> list(String name) {
		List<JsonNode> list = new ArrayList<>();
		this.metadata.path(name).forEach(list::add);
		return list;
	}

}
