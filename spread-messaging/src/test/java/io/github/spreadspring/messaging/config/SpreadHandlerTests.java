package io.github.spreadspring.messaging.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.messaging.MessageHeaders;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.RecordingErrorHandler;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.adapter.UnhandledMessageException;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for classes with {@link SpreadListener} and their {@link SpreadHandler} methods.
 */
class SpreadHandlerTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private Received received;

	private Peer peer;

	private SpreadTemplate template;

	private RecordingErrorHandler errors;

	private AnnotationConfigApplicationContext start(Class<?>... components) {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", components);
		this.received = context.getBean(Received.class);
		this.template = context.getBean(SpreadTemplate.class);
		this.errors = context.getBean(RecordingErrorHandler.class);
		this.peer = this.network.peer("peer");
		return context;
	}

	@Test
	void allMethodsShareOneStreamInOrder() {
		AnnotationConfigApplicationContext context = start(OrderBook.class);
		assertThat(context.getBean(SpreadListenerEndpointRegistry.class).getListenerContainers()).hasSize(1);
		assertThat(this.received.call()).containsExactly("joined", "orders");
		this.peer.join("orders");
		this.peer.send("orders", "{\"item\":\"pen\",\"count\":3}");
		this.peer.leave("orders");
		this.peer.send("orders", "{\"item\":\"ink\",\"count\":1}");
		assertThat(this.received.call()).containsExactly("member joined", MemberId.of(this.peer.id()));
		assertThat(this.received.call()).containsExactly("order", new Order("pen", 3));
		assertThat(this.received.call()).containsExactly("view", 1);
		assertThat(this.received.call()).containsExactly("order", new Order("ink", 1));
	}

	@Test
	void anEventThatNoMethodWantsIsPassedOver() {
		start(OrderBook.class);
		assertThat(this.received.call()).containsExactly("joined", "orders");
		this.network.restartDaemon();
		assertThat(this.received.call()).containsExactly("joined", "orders");
		assertThat(this.errors.failures()).isEmpty();
	}

	@Test
	void aMethodForEverythingGetsWhatNoOtherMethodIsFor() {
		start(CatchAll.class);
		assertThat(this.received.call()).containsExactly("event", "ConnectionEstablished");
		assertThat(this.received.call()).containsExactly("event", "GroupJoined");
		this.peer.join("orders");
		this.peer.send(OutboundMessage.of("orders", new byte[0]).type(1));
		this.peer.send(OutboundMessage.of("orders", new byte[0]).type(2));
		assertThat(this.received.call()).containsExactly("member joined");
		assertThat(this.received.call()).containsExactly("one");
		assertThat(this.received.call()).containsExactly("event", "RegularMessage");
	}

	@Test
	void aMessageTypeIsForTheMethodThatNamesIt() {
		AnnotationConfigApplicationContext context = this.network.context(Typed.class);
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", Map.of("my.type", "7")));
		context.refresh();
		this.network.awaitIn(context, "orders");
		Received received = context.getBean(Received.class);
		SpreadTemplate template = context.getBean(SpreadTemplate.class);
		template.to("orders").type(7).send("a");
		template.to("orders").type(-3).send("b");
		template.to("orders").type(-3).header("k", "v").send("c");
		template.to("orders").send("d");
		assertThat(received.call()).containsExactly("seven", "a");
		assertThat(received.call()).containsExactly("minus three", "b");
		assertThat(received.call()).containsExactly("minus three", "c");
		assertThat(received.call()).containsExactly("other", "d");
	}

	@Test
	void theContentTypeTellsTextBytesAndJsonApart() {
		start(ByContent.class);
		send("text", "text/plain;charset=UTF-8");
		send("bytes", "application/octet-stream");
		send("{\"item\":\"pen\",\"count\":3}", "application/json");
		assertThat(this.received.call()).containsExactly("text", "text");
		assertThat(this.received.call()).containsExactly("bytes", 5);
		assertThat(this.received.call()).containsExactly("order", new Order("pen", 3));
	}

	@Test
	void aMessageThatNoMethodIsForGoesToTheErrorHandler() {
		start(ByContent.class);
		this.template.convertAndSend("orders", "what is this?");
		send("text", "text/plain");
		assertThat(this.received.call()).containsExactly("text", "text");
		assertThat(this.errors.await(1)).singleElement()
			.extracting(Throwable::getCause)
			.isInstanceOfSatisfying(UnhandledMessageException.class,
					(failure) -> assertThat(failure).hasMessageContaining("from #app#localhost to [orders]")
						.hasMessageContaining("content type none")
						.hasMessageContaining("ByContent#on[1 args]")
						.hasMessageContaining("isDefault = true"));
	}

	@Test
	void theDefaultMethodGetsWhatNoOtherMethodIsFor() {
		start(WithDefault.class);
		send("{\"item\":\"pen\",\"count\":3}", "application/json");
		send("text", "text/plain");
		this.template.convertAndSend("orders", "");
		this.template.convertAndSend("orders", "{\"item\":\"ink\",\"count\":1}");
		List<List<Object>> calls = List.of(this.received.call(), this.received.call(), this.received.call(),
				this.received.call());
		assertThat(calls).containsExactlyInAnyOrder(List.of("order", new Order("pen", 3)), List.of("default", "text"),
				List.of("default", ""), List.of("order", new Order("ink", 1)));
	}

	@Test
	void aJsonTypeThatTheJsonItselfRefinesChoosesTheMostSpecificMethod() {
		start(Polymorphic.class);
		this.template.convertAndSend("orders", "{\"kind\":\"circle\",\"radius\":2}");
		this.template.convertAndSend("orders", "{\"kind\":\"square\",\"side\":3}");
		this.template.convertAndSend("orders", new Circle(5));
		List<List<Object>> calls = List.of(this.received.call(), this.received.call(), this.received.call());
		assertThat(calls).containsExactlyInAnyOrder(List.of("circle", new Circle(2)), List.of("shape", new Square(3)),
				List.of("circle", new Circle(5)));
	}

	@Test
	void aClassMayHaveListenerMethodsOfItsOwnBesides() {
		AnnotationConfigApplicationContext context = start(Mixed.class);
		this.network.awaitIn(context, "audit");
		this.peer.send("audit", "text");
		assertThat(this.received.call()).containsExactly("audit", "text");
		this.peer.send("orders", "text");
		assertThat(this.received.call()).containsExactly("orders", "text");
	}

	@Test
	void aComposedAnnotationMayStandOnAClass() {
		AnnotationConfigApplicationContext context = start(Composed.class);
		assertThat(context.getBean(SpreadListenerEndpointRegistry.class).getListenerContainer("composed")).isNotNull();
		this.peer.send("orders", "text");
		assertThat(this.received.call()).containsExactly("composed", "text");
	}

	private void send(String text, String contentType) {
		this.template.to("orders").header(MessageHeaders.CONTENT_TYPE, contentType).header("k", "v").send(text);
	}

	record Order(String item, int count) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Circle.class, name = "circle"),
			@JsonSubTypes.Type(value = Square.class, name = "square") })
	sealed interface Shape permits Circle, Square {

	}

	record Circle(int radius) implements Shape {

	}

	record Square(int side) implements Shape {

	}

	abstract static class Recorder {

		@Autowired
		Received received;

	}

	@SpreadListener("orders")
	static class OrderBook extends Recorder {

		@SpreadHandler
		void on(Order order) {
			this.received.add("order", order);
		}

		@SpreadHandler
		private void on(GroupJoined event) {
			this.received.add("joined", event.group());
		}

		@SpreadHandler
		void on(MemberJoined event, MemberId member) {
			this.received.add("member joined", member);
		}

		@SpreadHandler
		void on(ViewChanged event, GroupView view) {
			this.received.add("view", view.members().size());
		}

	}

	@SpreadListener("orders")
	static class CatchAll extends Recorder {

		@SpreadHandler
		void on(SpreadEvent event) {
			this.received.add("event", event.getClass().getSimpleName());
		}

		@SpreadHandler
		void on(MemberJoined event) {
			this.received.add("member joined");
		}

		@SpreadHandler(type = "1")
		void one() {
			this.received.add("one");
		}

	}

	@SpreadListener("orders")
	static class Typed extends Recorder {

		@SpreadHandler(type = "${my.type}")
		void seven(String text) {
			this.received.add("seven", text);
		}

		@SpreadHandler(type = "#{-3}")
		void minusThree(String text) {
			this.received.add("minus three", text);
		}

		@SpreadHandler
		void other(String text) {
			this.received.add("other", text);
		}

	}

	@SpreadListener("orders")
	static class ByContent extends Recorder {

		@SpreadHandler
		void on(String text) {
			this.received.add("text", text);
		}

		@SpreadHandler
		void on(byte[] bytes) {
			this.received.add("bytes", bytes.length);
		}

		@SpreadHandler
		void on(Order order) {
			this.received.add("order", order);
		}

	}

	@SpreadListener("orders")
	static class WithDefault extends Recorder {

		@SpreadHandler
		void on(Order order) {
			this.received.add("order", order);
		}

		@SpreadHandler(isDefault = true)
		void other(String text) {
			this.received.add("default", text);
		}

	}

	@SpreadListener("orders")
	static class Polymorphic extends Recorder {

		@SpreadHandler
		void on(Shape shape) {
			this.received.add("shape", shape);
		}

		@SpreadHandler
		void on(Circle circle) {
			this.received.add("circle", circle);
		}

	}

	@SpreadListener("orders")
	static class Mixed extends Recorder {

		@SpreadHandler
		void on(String text) {
			this.received.add("orders", text);
		}

		@SpreadListener("audit")
		void audit(String text) {
			this.received.add("audit", text);
		}

	}

	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@SpreadListener("orders")
	@interface OrdersListener {

		@AliasFor(annotation = SpreadListener.class, attribute = "id")
		String name();

	}

	@OrdersListener(name = "composed")
	static class Composed extends Recorder {

		@SpreadHandler
		void on(String text) {
			this.received.add("composed", text);
		}

	}

}
