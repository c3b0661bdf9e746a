package io.github.spreadspring.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.messaging.Message;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadGroups;
import io.github.spreadspring.messaging.SpreadSendInterceptor;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.TemplateProperties;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.messaging.support.HeaderSettings;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The template and the groups that an application gets.
 */
class SpreadTemplateConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
		.withPropertyValues("spread.address=" + Ports.freeAddress());

	@Test
	void allPropertiesOfTheTemplateAreBound() {
		this.runner
			.withPropertyValues("spread.template.default-destination=orders", "spread.template.service-type=safe",
					"spread.template.message-type=-5", "spread.template.self-discard=true",
					"spread.template.content-type=application/json", "spread.template.send-timeout=1s",
					"spread.template.reply-timeout=2s", "spread.template.receive-timeout=3s")
			.run((context) -> {
				SpreadTemplate template = context.getBean(SpreadTemplate.class);
				assertThat(template.getDefaultDestination()).isEqualTo("orders");
				TemplateProperties properties = template.getProperties();
				assertThat(properties.getServiceType()).isEqualTo(ServiceType.SAFE);
				assertThat(properties.getMessageType()).isEqualTo(-5);
				assertThat(properties.isSelfDiscard()).isTrue();
				assertThat(properties.getContentType()).hasToString("application/json");
				assertThat(properties.getSendTimeout()).isEqualTo(Duration.ofSeconds(1));
				assertThat(properties.getReplyTimeout()).isEqualTo(Duration.ofSeconds(2));
				assertThat(properties.getReceiveTimeout()).isEqualTo(Duration.ofSeconds(3));
			});
	}

	@Test
	void withoutPropertiesTheDefaultsAreThoseOfTheLibrary() {
		this.runner.run((context) -> assertThat(context.getBean(SpreadTemplate.class).getProperties())
			.usingRecursiveComparison()
			.isEqualTo(new TemplateProperties()));
	}

	@Test
	void aMessageTypeThatDoesNotFitStopsTheStartAndSaysWhatIsAllowed() {
		this.runner.withPropertyValues("spread.template.message-type=40000")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("a 16-bit number, -32768 to 32767"));
	}

	@Test
	void theHeaderSettingsAreBound() {
		HeaderProperties properties = new Binder(new MapConfigurationPropertySource(Map.of("spread.headers.mode",
				"always", "spread.headers.marker-type", "77", "spread.headers.trace", "true")))
			.bind("spread.headers", HeaderProperties.class)
			.get();
		HeaderSettings settings = properties.toSettings();
		assertThat(settings.mode()).isEqualTo(HeaderMode.ALWAYS);
		assertThat(settings.markerType()).isEqualTo(77);
		assertThat(settings.trace()).isTrue();
	}

	@Test
	void customizersAndInterceptorsOfTheApplicationAreUsedInTheirOrder() {
		List<String> seen = new ArrayList<>();
		this.runner.withBean("late", SpreadTemplateCustomizer.class, () -> new NamedCustomizer("late", 2, seen))
			.withBean("early", SpreadTemplateCustomizer.class, () -> new NamedCustomizer("early", 1, seen))
			.withBean(SpreadSendInterceptor.class, () -> new SpreadSendInterceptor() {

				@Override
				public Message<?> beforeSend(List<String> destinations, Message<?> message) {
					throw new IllegalStateException("intercepted");
				}

			})
			.run((context) -> {
				assertThat(seen).containsExactly("early", "late");
				assertThatIllegalStateException()
					.isThrownBy(() -> context.getBean(SpreadTemplate.class).convertAndSend("orders", "text"))
					.withMessage("intercepted");
			});
	}

	@Test
	void groupsAreABeanUnlessTheApplicationHasItsOwn() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(SpreadGroups.class));
		this.runner.withUserConfiguration(OwnGroups.class)
			.run((context) -> assertThat(context).getBeanNames(SpreadGroups.class).containsExactly("ownGroups"));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnGroups {

		@Bean
		SpreadGroups ownGroups(SpreadSession session) {
			return new SpreadGroups(session, (event) -> {
			});
		}

	}

	record NamedCustomizer(String name, int order, List<String> seen) implements SpreadTemplateCustomizer, Ordered {

		@Override
		public void customize(SpreadTemplate template) {
			this.seen.add(this.name);
		}

		@Override
		public int getOrder() {
			return this.order;
		}

	}

}
