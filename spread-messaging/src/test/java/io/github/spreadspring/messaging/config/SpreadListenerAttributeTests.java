package io.github.spreadspring.messaging.config;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.util.ReflectionUtils;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.session.OverflowPolicy;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.support.HeaderMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for the attributes of {@link SpreadListener} that name beans and options.
 */
class SpreadListenerAttributeTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void aListenerMayReadBodiesWithAConverterOfItsOwn() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Shouting.class, Shouted.class);
		this.network.peer("peer").send("orders", "text");
		assertThat(context.getBean(Received.class).next()).isEqualTo("TEXT");
	}

	@Test
	void aListenerMayReadHeadersThatPeersSendWithoutMarker() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", AlwaysHeaders.class);
		this.network.peer("peer").send("orders", "from: php\n\nbody");
		assertThat(context.getBean(Received.class).call()).containsExactly("body", "php");
	}

	@Test
	void jsonIsReadBehindHeadersWithoutMarkerWithAndWithoutItsType() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", AlwaysOrders.class);
		Received received = context.getBean(Received.class);
		SpreadTemplate template = context.getBean(SpreadTemplate.class);
		template.to("orders").headers(HeaderMode.ALWAYS).send(new Order("alone"));
		assertThat(received.call()).first().isEqualTo(new Order("alone"));
		template.to("orders")
			.headers(HeaderMode.ALWAYS)
			.header("by", "b")
			.header("from", "a")
			.send(new Order("object"));
		assertThat(received.call()).first().isEqualTo(new Order("object"));
		template.to("orders")
			.headers(HeaderMode.ALWAYS)
			.header("from", "a")
			.send("{\"item\":\"bytes\"}".getBytes(StandardCharsets.UTF_8));
		assertThat(received.call()).first().isEqualTo(new Order("bytes"));
		this.network.peer("peer").send("orders", "from: a\n\n{\"item\":\"peer\"}");
		assertThat(received.call()).containsExactly(new Order("peer"), "a");
	}

	@Test
	void aRequestIsAnsweredWithoutMarkerToo() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", AlwaysAnswering.class);
		SpreadTemplate template = context.getBean(SpreadTemplate.class);
		assertThat(template.to("orders").headers(HeaderMode.ALWAYS).sendAndReceive(new Order("pen"), Order.class))
			.isEqualTo(new Order("more of pen"));
		byte[] json = "{\"item\":\"ink\"}".getBytes(StandardCharsets.UTF_8);
		assertThat(template.to("orders").headers(HeaderMode.ALWAYS).header("k", "v").sendAndReceive(json, Order.class))
			.isEqualTo(new Order("more of ink"));
	}

	@Test
	void anUnknownHeaderModeIsToldOf() {
		assertFails(List.of("headers = \"sometimes\"", "auto, always, never"), UnknownHeaderMode.class);
	}

	@Test
	void aListenerMayBeAMemberOfAnotherSession() {
		AnnotationConfigApplicationContext context = this.network.start(OtherSession.class, OtherMember.class);
		this.network.awaitIn(context.getBean("other", SpreadSession.class), "orders");
		assertThat(context.getBean("session", SpreadSession.class).view("orders")).isEmpty();
	}

	@Test
	void beansThatAreNotThereAreToldOf() {
		assertFails(List.of("filter = \"nobody\"", "no SpreadMessageFilter bean 'nobody'"), NoFilter.class);
		assertFails(List.of("errorHandler = \"received\"", "no SpreadListenerErrorHandler bean"), WrongType.class);
		assertFails(List.of("session = \"nobody\"", "no SpreadSession bean"), NoSession.class);
	}

	@Test
	void optionsForTheContainerAreRead() {
		SpreadListener listener = MergedAnnotations.from(method(Options.class)).get(SpreadListener.class).synthesize();
		MethodSpreadListenerEndpoint endpoint = new SpreadListenerEndpointFactory(
				new ListenerAttributes(new DefaultListableBeanFactory()))
			.create(listener, "id", new Options(), List.of(method(Options.class)));
		ContainerProperties properties = new ContainerProperties();
		endpoint.configure(properties);
		assertThat(properties.getConcurrency()).isEqualTo(3);
		assertThat(properties.getQueueCapacity()).isEqualTo(7);
		assertThat(properties.getOverflowPolicy()).isEqualTo(OverflowPolicy.DROP_OLDEST);
		assertThat(properties.isSelfDiscard()).isTrue();
		assertThat(properties.isAutoStartup()).isFalse();
	}

	@Test
	void optionsThatAreAbsentAreLeftToTheFactory() {
		ContainerProperties properties = new ContainerProperties();
		properties.setConcurrency(5);
		properties.setSelfDiscard(true);
		new MethodSpreadListenerEndpoint("id", new Options(), method(Options.class)).configure(properties);
		assertThat(properties.getConcurrency()).isEqualTo(5);
		assertThat(properties.isSelfDiscard()).isTrue();
	}

	@Test
	void anAnnotatedSuperclassMethodListensInSubclasses() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Overriding.class);
		this.network.peer("peer").send("orders", "text");
		assertThat(context.getBean(Received.class).next()).isEqualTo("overridden text");
	}

	@Test
	void nativeImagesMayCallListenerMethods() {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Shouted.class, ClassLevel.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method(Shouted.class))).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method(ClassLevel.class))).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Order.class)).accepts(hints);
	}

	private void assertFails(List<String> texts, Class<?>... components) {
		AnnotationConfigApplicationContext context = this.network.context(components);
		assertThatThrownBy(context::refresh).hasMessageContaining("@SpreadListener on ")
			.satisfies((failure) -> assertThat(failure.getMessage()).contains(texts));
	}

	private static Method method(Class<?> type) {
		return ReflectionUtils.getUniqueDeclaredMethods(type, (method) -> method.getName().equals("on"))[0];
	}

	record Order(String item) {

	}

	abstract static class Recorder {

		@Autowired
		Received received;

	}

	@Configuration(proxyBeanMethods = false)
	static class Shouting {

		@Bean(defaultCandidate = false)
		MessageConverter shouting() {
			return new StringMessageConverter() {

				@Override
				protected Object convertFromInternal(Message<?> message, Class<?> type, @Nullable Object hint) {
					return String.valueOf(super.convertFromInternal(message, type, hint)).toUpperCase(Locale.ROOT);
				}

				@Override
				protected boolean supportsMimeType(@Nullable MessageHeaders headers) {
					return true;
				}

			};
		}

	}

	static class Shouted extends Recorder {

		@SpreadListener(value = "orders", messageConverter = "shouting")
		void on(String text) {
			this.received.add(text);
		}

	}

	@SpreadListener("orders")
	static class ClassLevel {

		@SpreadHandler
		void on(Order order) {
		}

	}

	static class AlwaysHeaders extends Recorder {

		@SpreadListener(value = "orders", headers = "always")
		void on(String text, @Header("from") String from) {
			this.received.add(text, from);
		}

	}

	static class AlwaysOrders extends Recorder {

		@SpreadListener(value = "orders", headers = "always")
		void on(Order order, @Header(name = "from", defaultValue = "nobody") String from) {
			this.received.add(order, from);
		}

	}

	static class AlwaysAnswering {

		@SpreadListener(value = "orders", headers = "always")
		Order on(Order order) {
			return new Order("more of " + order.item());
		}

	}

	static class UnknownHeaderMode {

		@SpreadListener(value = "orders", headers = "sometimes")
		void on(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherSession {

		@Bean(initMethod = "start", destroyMethod = "close")
		SpreadSession other(SessionSettings settings) {
			ConnectionSettings connection = settings.connection().privateName("other");
			return new SpreadSession(SessionSettings.of(connection).addresses(settings.addresses()));
		}

	}

	static class OtherMember {

		@SpreadListener(value = "orders", session = "other")
		void on(String text) {
		}

	}

	static class NoFilter {

		@SpreadListener(value = "orders", filter = "nobody")
		void on(String text) {
		}

	}

	static class WrongType {

		@SpreadListener(value = "orders", errorHandler = "received")
		void on(String text) {
		}

	}

	static class NoSession {

		@SpreadListener(value = "orders", session = "nobody")
		void on(String text) {
		}

	}

	static class Options {

		@SpreadListener(value = "orders", concurrency = "3", queueCapacity = "7", overflow = "drop-oldest",
				selfDiscard = "true", autoStartup = "false")
		void on(String text) {
		}

	}

	static class Overridden extends Recorder {

		@SpreadListener("orders")
		void on(String text) {
			this.received.add(text);
		}

	}

	static class Overriding extends Overridden {

		@Override
		void on(String text) {
			this.received.add("overridden " + text);
		}

	}

}
