package io.github.spreadspring.boot.autoconfigure;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications that Spring processed ahead of time, as for a native image, run from what
 * was generated.
 */
class AheadOfTimeTests {

	private ClassName initializer;

	private TestGenerationContext generated;

	@Test
	@CompileWithForkedClassLoader
	void anApplicationListensAndSends() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start()) {
			process("spread.address=" + daemon.address());
			run((context) -> {
				await().until(() -> context.getBean(SpreadSession.class).view("prices").isPresent());
				SpreadTemplate template = context.getBean(SpreadTemplate.class);
				assertThat(template.convertSendAndReceive("prices", new Order("1", List.of("a", "b")), Price.class))
					.isEqualTo(new Price(20));
				OrderBook book = context.getBean(OrderBook.class);
				assertThat(book.next()).isInstanceOf(GroupJoined.class);
				template.convertAndSend("orders", new Order("2", List.of()));
				assertThat(book.next()).isEqualTo(new Order("2", List.of()));
			}, "spread.address=" + daemon.address());
		}
	}

	@Test
	@CompileWithForkedClassLoader
	void anEmbeddedDaemonIsStartedWhereTheBuildAndTheApplicationWantOne() {
		String address = "spread.address=" + Ports.freeAddress();
		process(address, "spread.embedded.enabled=true");
		run((context) -> {
			assertThat(context.getBean(EmbeddedDaemon.class).isRunning()).isTrue();
			assertThat(context.getBean(SpreadSession.class).state()).isEqualTo(SessionState.CONNECTED);
		}, address, "spread.embedded.enabled=true");
	}

	@Test
	@CompileWithForkedClassLoader
	void aBuildWithoutAddressStartsNoDaemonWhereTheApplicationHasOne() {
		process();
		run((context) -> {
			assertThat(context.getBean(EmbeddedDaemon.class).isRunning()).isFalse();
			assertThat(context.getBean(SpreadSession.class).state()).isNotEqualTo(SessionState.CONNECTED);
		}, "spread.address=" + Ports.freeAddress());
	}

	@Test
	void everyPropertyCanBeBound() {
		RuntimeHints hints = process().getRuntimeHints();
		for (Class<?> type : List.of(SpreadProperties.class, NativeProperties.class, ReconnectProperties.class,
				SpreadTemplateProperties.class, HeaderProperties.class, ListenerProperties.class,
				ListenerRetryProperties.class, EmbeddedProperties.class)) {
			assertThat(type.getDeclaredMethods()).filteredOn((method) -> method.getName().startsWith("set"))
				.isNotEmpty()
				.allSatisfy((method) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method))
					.as(method.toString())
					.accepts(hints));
		}
	}

	@Test
	void listenersAndTheirPayloadsAreKnown() {
		RuntimeHints hints = process().getRuntimeHints();
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Listeners.class, "price")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(OrderBook.class, "order")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(OrderBook.class, "joined")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Order.class, "items")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Price.class, "amount")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(SpreadSession.class, "close")).accepts(hints);
	}

	private TestGenerationContext process(String... properties) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of(properties).applyTo(context);
		context.register(Application.class);
		this.generated = new TestGenerationContext(Application.class);
		this.initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, this.generated);
		this.generated.writeGeneratedContent();
		return this.generated;
	}

	@SuppressWarnings("unchecked")
	private void run(Consumer<GenericApplicationContext> test, String... properties) {
		TestCompiler.forSystem().with(this.generated).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				TestPropertyValues.of(properties).applyTo(context);
				compiled.getInstance(ApplicationContextInitializer.class, this.initializer.toString())
					.initialize(context);
				context.refresh();
				test.accept(context);
			}
		});
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, SpreadAutoConfiguration.class })
	static class Application {

		@Bean
		Listeners listeners() {
			return new Listeners();
		}

		@Bean
		OrderBook orderBook() {
			return new OrderBook();
		}

	}

	static class Listeners {

		@SpreadListener("prices")
		Price price(Order order) {
			return new Price(order.items().size() * 10);
		}

	}

	@SpreadListener("orders")
	static class OrderBook {

		private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

		@SpreadHandler
		void order(Order order) {
			this.seen.add(order);
		}

		@SpreadHandler
		void joined(GroupJoined event) {
			this.seen.add(event);
		}

		private Object next() {
			try {
				return this.seen.poll(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	record Order(String id, List<String> items) {

	}

	record Price(int amount) {

	}

}
