package io.github.spreadspring.boot.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.util.ErrorHandler;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two applications and one trace: a shop that sends orders, and a store that answers.
 */
class TracingTests {

	private final InMemorySpanExporter spans = InMemorySpanExporter.create();

	private EmbeddedSpreadDaemon daemon;

	private SpreadConnection peer;

	private ConfigurableApplicationContext shop;

	private ConfigurableApplicationContext store;

	@BeforeEach
	void startDaemon() {
		this.daemon = EmbeddedSpreadDaemon.builder().build().start();
		this.peer = SpreadConnection.open(ConnectionSettings.of(this.daemon.address()).privateName("peer"));
		this.peer.join("orders");
		this.peer.join("answers");
	}

	@AfterEach
	void stop() {
		this.shop.close();
		this.store.close();
		this.peer.close();
		this.daemon.close();
	}

	private void start(boolean trace) {
		this.shop = start("shop", Shop.class, trace);
		this.store = start("store", Store.class, trace);
		await().until(() -> this.shop.getBean(SpreadSession.class).view("answers").isPresent());
		await().until(() -> this.store.getBean(SpreadSession.class).view("orders").isPresent());
		await().until(() -> this.store.getBean(SpreadSession.class).view("prices").isPresent());
	}

	private ConfigurableApplicationContext start(String name, Class<?> application, boolean trace) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.properties("spring.application.name=" + name, "spread.private-name=" + name,
					"spread.address=" + this.daemon.address(), "spread.headers.trace=" + trace,
					"management.tracing.sampling.probability=1.0",
					"management.opentelemetry.tracing.export.schedule-delay=10ms", "spring.main.banner-mode=off")
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(SpanExporter.class,
					() -> this.spans))
			.run();
	}

	/**
	 * Do something in the shop as if a customer had asked for it.
	 * @param action what to do
	 */
	private void visit(Runnable action) {
		Observation.createNotStarted("visit", this.shop.getBean(ObservationRegistry.class)).observe(action);
	}

	private SpreadTemplate shopTemplate() {
		return this.shop.getBean(SpreadTemplate.class);
	}

	private List<SpanData> awaitSpans(int count) {
		return await().until(this.spans::getFinishedSpanItems, (finished) -> finished.size() >= count);
	}

	/**
	 * Wait for a span.
	 * @param application whose
	 * @param name its name
	 * @param parent the name of its parent
	 * @return the span, a child of its parent in the same trace
	 */
	private SpanData assertSpan(String application, String name, String parent) {
		SpanData span = span(name);
		SpanData expected = span(parent);
		assertThat(span.getResource().getAttribute(AttributeKey.stringKey("service.name"))).as("whose %s", name)
			.isEqualTo(application);
		assertThat(span.getTraceId()).as("trace of %s", name).isEqualTo(expected.getTraceId());
		assertThat(span.getParentSpanId()).as("parent of %s", name).isEqualTo(expected.getSpanId());
		return span;
	}

	private SpanData span(String name) {
		List<SpanData> found = await().until(
				() -> this.spans.getFinishedSpanItems().stream().filter((span) -> span.getName().equals(name)).toList(),
				(spans) -> !spans.isEmpty());
		assertThat(found).as(name).hasSize(1);
		return found.get(0);
	}

	@Test
	void aMessageItsListenerItsAnswerAndTheListenerOfThatAreOneTrace() throws Exception {
		start(true);
		visit(() -> shopTemplate().convertAndSend("orders", "pens"));
		assertThat(this.shop.getBean(Shop.class).answers.poll(10, TimeUnit.SECONDS)).isEqualTo("pens sold");
		awaitSpans(5);
		SpanData sent = assertSpan("shop", "orders send", "visit");
		assertThat(sent.getKind()).isEqualTo(SpanKind.PRODUCER);
		SpanData processed = assertSpan("store", "orders process", "orders send");
		assertThat(processed.getKind()).isEqualTo(SpanKind.CONSUMER);
		assertSpan("store", "answers send", "orders process");
		assertSpan("shop", "answers process", "answers send");
		assertThat(this.spans.getFinishedSpanItems()).extracting(SpanData::getTraceId)
			.containsOnly(sent.getTraceId())
			.hasSize(5);
		assertThat(body("orders")).startsWith("traceparent: 00-%s-%s-".formatted(sent.getTraceId(), sent.getSpanId()))
			.endsWith("\n\npens");
	}

	@Test
	void aRequestAndItsReplyAreOneTrace() {
		start(true);
		visit(() -> assertThat(shopTemplate().convertSendAndReceive("prices", "pens", String.class)).isEqualTo("7"));
		awaitSpans(4);
		assertSpan("shop", "prices send", "visit");
		assertSpan("store", "prices process", "prices send");
		assertSpan("store", "#private send", "prices process");
	}

	@Test
	void theErrorHandlerLogsInTheTraceAndItsDeadLetterBelongsToIt() throws Exception {
		start(true);
		visit(() -> shopTemplate().convertAndSend("orders", "nonsense"));
		String logged = this.store.getBean(Store.class).failures.poll(10, TimeUnit.SECONDS);
		SpanData processed = assertSpan("store", "orders process", "orders send");
		assertThat(logged).isEqualTo(processed.getTraceId());
		assertThat(processed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertSpan("store", "failed send", "orders process");
	}

	@Test
	void withoutTheSettingEachApplicationHasATraceOfItsOwnAndTheBytesAreBare() throws Exception {
		start(false);
		visit(() -> shopTemplate().convertAndSend("orders", "pens"));
		assertThat(this.shop.getBean(Shop.class).answers.poll(10, TimeUnit.SECONDS)).isEqualTo("pens sold");
		awaitSpans(5);
		assertSpan("shop", "orders send", "visit");
		assertSpan("store", "answers send", "orders process");
		assertThat(span("orders process").getTraceId()).isNotEqualTo(span("orders send").getTraceId());
		assertThat(span("answers process").getTraceId()).isNotEqualTo(span("answers send").getTraceId());
		assertThat(body("orders")).isEqualTo("pens");
		assertThat(body("answers")).isEqualTo("pens sold");
	}

	private String body(String group) throws InterruptedException {
		while (true) {
			SpreadMessage message = this.peer.receive(Duration.ofSeconds(10));
			assertThat(message).as("message to %s", group).isNotNull();
			if (message instanceof RegularMessage regular && regular.groups().contains(group)) {
				return new String(regular.body(), StandardCharsets.UTF_8);
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

		@SpreadListener("answers")
		void on(String answer) {
			this.answers.add(answer);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Store {

		final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

		@SpreadListener("orders")
		@SendTo("answers")
		String on(String order) {
			if (order.equals("nonsense")) {
				throw new IllegalArgumentException("of a test");
			}
			return order + " sold";
		}

		@SpreadListener("prices")
		String priceOf(String order) {
			return "7";
		}

		@Bean
		ErrorHandler spreadErrorHandler(SpreadTemplate template) {
			return (failure) -> {
				this.failures.add(Objects.requireNonNullElse(MDC.get("traceId"), "none"));
				template.convertAndSend("failed", "nonsense");
			};
		}

	}

}
