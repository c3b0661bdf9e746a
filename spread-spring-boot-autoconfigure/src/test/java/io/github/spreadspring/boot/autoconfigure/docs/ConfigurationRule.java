package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

import io.github.spreadspring.boot.autoconfigure.SpreadProperties;

/**
 * YAML can be read, and every {@code spread.*} property exists and takes the value given
 * to it: in YAML, in properties, in arguments of a command line and in lines of text.
 */
class ConfigurationRule implements Rule {

	private static final Set<String> APPLICATION = Set.of("spread", "spring", "management", "server", "logging");

	private static final Pattern ARGUMENT = Pattern.compile("(?:--|^)(spread\\.[^= ]+)=([^\\s'\"`]*)");

	@Override
	public List<String> problems(Page page) throws IOException {
		List<String> problems = new ArrayList<>();
		for (Page.Block block : page.blocks()) {
			List<String> found = new ArrayList<>();
			switch (block.language()) {
				case "yaml", "yml" -> yaml(block.text(), found);
				case "properties" -> properties(block.text(), found);
				default -> arguments(block.text(), found);
			}
			found.forEach((problem) -> problems.add(block.place() + ": " + problem));
		}
		page.code().forEach((code) -> arguments(code, problems));
		return problems;
	}

	private static void yaml(String text, List<String> problems) throws IOException {
		try {
			boolean application = false;
			for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
				application |= document instanceof Map<?, ?> map && map.keySet()
					.stream()
					.anyMatch((key) -> APPLICATION.contains(key.toString().split("\\.")[0]));
			}
			if (application) {
				ByteArrayResource resource = new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8));
				new YamlPropertySourceLoader().load("yaml", resource).forEach((source) -> bind(source, problems));
			}
		}
		catch (YAMLException ex) {
			problems.add("no YAML: " + ex.getMessage());
		}
	}

	private static void properties(String text, List<String> problems) throws IOException {
		Properties properties = new Properties();
		properties.load(new StringReader(text));
		bind(new PropertiesPropertySource("properties", properties), problems);
	}

	private static void arguments(String text, List<String> problems) {
		Properties properties = new Properties();
		for (MatchResult argument : ARGUMENT.matcher(text).results().toList()) {
			properties.put(argument.group(1), argument.group(2));
		}
		bind(new PropertiesPropertySource("arguments", properties), problems);
	}

	private static void bind(PropertySource<?> source, List<String> problems) {
		MutablePropertySources sources = new MutablePropertySources();
		sources.addLast(source);
		Binder binder = new Binder(ConfigurationPropertySources.from(source),
				new PropertySourcesPlaceholdersResolver(sources), ApplicationConversionService.getSharedInstance());
		try {
			binder.bind("spread", Bindable.of(SpreadProperties.class),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
		}
		catch (BindException ex) {
			problems.add(ex.getMessage() + ": " + ex.getCause().getMessage());
		}
	}

}
