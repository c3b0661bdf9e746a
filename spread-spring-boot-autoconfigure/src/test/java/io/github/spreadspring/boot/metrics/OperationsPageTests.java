package io.github.spreadspring.boot.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.spreadspring.boot.autoconfigure.SpreadAutoConfiguration;
import io.github.spreadspring.boot.autoconfigure.actuate.SpreadBeansAutoConfiguration;
import io.github.spreadspring.boot.autoconfigure.metrics.SpreadMetricsAutoConfiguration;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Holds the table of meters in {@code docs/operations.md} against the meters that there
 * are.
 */
class OperationsPageTests {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(spread\\.[a-z.]+)` \\| ([^|]*) \\| ([^|]*) \\|");

	@Test
	void thePageHasEveryMeterWithItsKindAndTagsAndNoOther() throws IOException {
		Map<String, String> documented = new TreeMap<>();
		String page = Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs").resolve("operations.md"));
		ROW.matcher(page)
			.results()
			.forEach((row) -> documented.put(row.group(1), describe(row.group(2), Set.of(row.group(3).split(", ")))));
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start()) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class,
						SpreadBeansAutoConfiguration.class, SpreadMetricsAutoConfiguration.class,
						MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
				.withPropertyValues("spread.address=" + daemon.address())
				.withBean(SimpleMeterRegistry.class)
				.withBean(Orders.class)
				.run((context) -> {
					SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
					context.getBean(SpreadTemplate.class).convertAndSend("orders", "text");
					await().until(() -> registry.find("spread.group.members").gauge() != null);
					assertThat(meters(registry)).isEqualTo(documented);
				});
		}
	}

	private static Map<String, String> meters(SimpleMeterRegistry registry) {
		Map<String, String> meters = new TreeMap<>();
		for (Meter meter : registry.getMeters()) {
			if (meter.getId().getName().startsWith("spread.")) {
				Set<String> tags = new TreeSet<>();
				meter.getId().getTags().stream().map(Tag::getKey).forEach((key) -> tags.add("`" + key + "`"));
				meters.put(meter.getId().getName(),
						describe(meter.getId().getType().name().toLowerCase(Locale.ROOT), tags));
			}
		}
		return meters;
	}

	private static String describe(String kind, Set<String> tags) {
		return kind + " " + Arrays.toString(tags.stream().sorted().toArray());
	}

	static class Orders {

		@SpreadListener("orders")
		void on(String text) {
		}

	}

}
