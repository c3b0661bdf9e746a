package io.github.spreadspring.messaging.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.messaging.converter.MessageConverter;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for how methods with {@link SpreadListener} are found and become containers.
 */
class SpreadListenerRegistrationTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void aConfigurerOfAParentContextIsNotAskedAgainByItsChild() {
		AnnotationConfigApplicationContext parent = this.network.start(ParentConfigurer.class);
		assertThat(parent.getBean(SpreadListenerEndpointRegistry.class).getListenerContainerIds())
			.containsExactly("of-parent");
		try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(parent);
			child.register(Child.class);
			child.refresh();
			assertThat(child.getBean(SpreadListenerEndpointRegistry.class).getListenerContainerIds()).isEmpty();
		}
	}

	@Test
	void theIdIsThatOfBeanAndMethodUnlessSet() {
		AnnotationConfigApplicationContext context = this.network.context();
		context.registerBean("shop", OverloadedListener.class);
		context.refresh();
		assertThat(registry(context).getListenerContainers()).extracting(SpreadListenerContainer::getId)
			.containsExactlyInAnyOrder("shop.on", "shop.on-2", "named");
	}

	@Test
	void aRepeatedAnnotationMakesSeveralContainers() {
		AnnotationConfigApplicationContext context = this.network.start(RepeatedListener.class);
		assertThat(registry(context).getListenerContainers()).hasSize(2)
			.extracting(SpreadListenerContainer::getGroups)
			.containsExactlyInAnyOrder(Set.of("a"), Set.of("b"));
		this.network.awaitIn(context, "a");
		this.network.awaitIn(context, "b");
		this.network.peer("peer").send("a", "text");
		assertThat(context.getBean(Received.class).next()).isEqualTo("text");
	}

	@Test
	void anAnnotationCanBeComposed() {
		AnnotationConfigApplicationContext context = this.network.startIn("audit", ComposedListener.class);
		assertThat(registry(context).getListenerContainer("audit-log")).isNotNull();
		this.network.peer("peer").send("audit", "text");
		assertThat(context.getBean(Received.class).next()).isEqualTo("text");
	}

	@Test
	void attributesMayHoldPlaceholdersAndExpressions() {
		AnnotationConfigApplicationContext context = this.network.context(ExpressionListener.class, Names.class);
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test",
					Map.of("my.group", "orders", "my.id", "the-id", "my.capacity", "5", "my.start", "false")));
		context.refresh();
		SpreadListenerContainer container = registry(context).getListenerContainer("the-id");
		assertThat(container).isNotNull();
		assertThat(container.getGroups()).containsExactlyInAnyOrder("orders", "x", "y", "orders-2");
		assertThat(container.isAutoStartup()).isFalse();
		assertThat(container.isRunning()).isFalse();
	}

	@Test
	void aContainerFactoryIsChosenByName() {
		AnnotationConfigApplicationContext context = this.network.start(OtherFactoryListener.class,
				OtherFactoryConfiguration.class);
		assertThat(registry(context).getListenerContainer("other").isAutoStartup()).isFalse();
	}

	@Test
	void anUnknownContainerFactoryIsToldOf() {
		assertFails(List.of("bad.on", "'nonexistent'"), bad(new Object() {
			@SpreadListener(value = "orders", containerFactory = "nonexistent")
			void on(String text) {
			}
		}));
	}

	@Test
	void anEventBesideOtherParametersIsToldOf() {
		assertFails(List.of("bad.on", "no parameter beside MemberJoined"), bad(new Object() {
			@SpreadListener("orders")
			void on(MemberJoined event, String text) {
			}
		}));
		assertFails(List.of("bad.on", "no parameter beside MemberJoined"), bad(new Object() {
			@SpreadListener("orders")
			void on(RegularMessage message, MemberJoined event) {
			}
		}));
	}

	@Test
	void twoListenersWithOneIdAreToldOf() {
		assertFails(List.of("bad.on", "'same'", "id of its own"), bad(new Object() {
			@SpreadListener(value = "a", id = "same")
			@SpreadListener(value = "b", id = "same")
			void on(String text) {
			}
		}));
	}

	@Test
	void namesOfGroupsThatAreNotAllowedAreToldOf() {
		assertFails(List.of("bad.on", "\"my group\"", "position 3"), bad(new Object() {
			@SpreadListener("my group")
			void on(String text) {
			}
		}));
		assertFails(List.of("bad.on", "private groups"), bad(new Object() {
			@SpreadListener("#other#host")
			void on(String text) {
			}
		}));
		assertFails(List.of("bad.on", "must not be empty"), bad(new Object() {
			@SpreadListener("")
			void on(String text) {
			}
		}));
	}

	@Test
	void attributesThatMeanNothingAreToldOf() {
		assertFails(List.of("bad.on", "autoStartup = \"yes\""), bad(new Object() {
			@SpreadListener(value = "orders", autoStartup = "yes")
			void on(String text) {
			}
		}));
		assertFails(List.of("bad.on", "queueCapacity = \"many\""), bad(new Object() {
			@SpreadListener(value = "orders", queueCapacity = "many")
			void on(String text) {
			}
		}));
		assertFails(List.of("bad.on", "overflow = \"drop\"", "[block, drop-oldest, drop-newest, leave-group]"),
				bad(new Object() {
					@SpreadListener(value = "orders", overflow = "drop")
					void on(String text) {
					}
				}));
		assertFails(List.of("bad.on", "Queue capacity 0"), bad(new Object() {
			@SpreadListener(value = "orders", queueCapacity = "0")
			void on(String text) {
			}
		}));
	}

	private void assertFails(List<String> texts, Object bean) {
		AnnotationConfigApplicationContext context = this.network.context();
		context.getBeanFactory().registerSingleton("unused", new Object());
		context.registerBean("bad", Object.class, () -> bean);
		assertThatThrownBy(context::refresh).hasMessageContaining("@SpreadListener on ")
			.satisfies((failure) -> assertThat(failure.getMessage()).contains(texts));
	}

	private static Object bad(Object bean) {
		return bean;
	}

	private static SpreadListenerEndpointRegistry registry(AnnotationConfigApplicationContext context) {
		return context.getBean(SpreadListenerEndpointRegistry.class);
	}

	static class OverloadedListener {

		@SpreadListener("a")
		void on(String text) {
		}

		@SpreadListener("a")
		void on(MemberJoined event) {
		}

		@SpreadListener(value = "a", id = "named")
		void on(byte[] bytes) {
		}

	}

	static class RepeatedListener {

		@Autowired
		Received received;

		@SpreadListener("a")
		@SpreadListener("b")
		void on(String text) {
			this.received.add(text);
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@SpreadListener(groups = "audit")
	@interface AuditListener {

		@AliasFor(annotation = SpreadListener.class, attribute = "id")
		String name();

	}

	static class ComposedListener {

		@Autowired
		Received received;

		@AuditListener(name = "audit-log")
		void on(String text) {
			this.received.add(text);
		}

	}

	public static class Names {

		public final List<String> groups = List.of("x", "y");

	}

	static class ExpressionListener {

		@SpreadListener(
				groups = { "${my.group}", "#{@'spreadListenerRegistrationTests.Names'.groups}",
						"#{'${my.group}' + '-2'}" },
				id = "${my.id}", queueCapacity = "#{${my.capacity} * 2}", autoStartup = "${my.start}")
		void on(String text) {
		}

	}

	static class OtherFactoryListener {

		@SpreadListener(value = "orders", id = "other", containerFactory = "${factory:otherFactory}")
		void on(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherFactoryConfiguration {

		@Bean
		SpreadListenerContainerFactory otherFactory(SpreadSession session, MessageConverter converter) {
			SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session, converter);
			factory.getContainerProperties().setAutoStartup(false);
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableSpread
	static class Child {

	}

	@Configuration(proxyBeanMethods = false)
	static class ParentConfigurer {

		@Bean
		SpreadListenerConfigurer parentConfigurer() {
			return (registrar) -> {
				SimpleSpreadListenerEndpoint endpoint = new SimpleSpreadListenerEndpoint("of-parent", (event) -> {
				});
				endpoint.setGroups("orders");
				registrar.registerEndpoint(endpoint);
			};
		}

	}

}
