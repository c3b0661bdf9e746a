package io.github.spreadspring.messaging.annotation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.messaging.Message;

import io.github.spreadspring.client.message.MemberJoined;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told of listeners.
 */
class ListenerHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@BeforeEach
	void register() {
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(this.hints, Methods.class, Handlers.class);
	}

	@Test
	void listenerMethodsCanBeCalled() {
		for (String method : new String[] { "order", "batch", "messages", "future", "maybe", "twice", "sealed",
				"animals" }) {
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Methods.class, method)).as(method)
				.accepts(this.hints);
		}
	}

	@Test
	void handlerMethodsCanBeCalled() {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Handlers.class, "on")).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Handlers.class, "joined"))
			.accepts(this.hints);
	}

	@Test
	void methodsThatDoNotListenAreLeftAlone() {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Methods.class, "other").test(this.hints))
			.isFalse();
		assertThat(RuntimeHintsPredicates.reflection().onType(Unused.class).test(this.hints)).isFalse();
	}

	@Test
	void payloadsCanBeReadFromJson() {
		assertReadable(Order.class);
		assertReadable(Item.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Order.class, "items")).accepts(this.hints);
	}

	@Test
	void payloadsWithinGenericTypesCanBeReadFromJson() {
		assertReadable(InList.class);
		assertReadable(InMessages.class);
		assertReadable(InListInMessage.class);
		assertReadable(InOptional.class);
	}

	@Test
	void answersCanBeWrittenAsJson() {
		assertReadable(Answer.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Answer.class, "text")).accepts(this.hints);
		assertReadable(Later.class);
	}

	@Test
	void typesThatJsonChoosesFromCanBeRead() {
		assertReadable(Created.class);
		assertReadable(Cancelled.class);
		assertReadable(Cat.class);
	}

	private void assertReadable(Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(type)
			.withMemberCategories(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.ACCESS_DECLARED_FIELDS))
			.accepts(this.hints);
	}

	static class Methods {

		@SpreadListener("orders")
		Answer order(Order order) {
			return new Answer(order.toString());
		}

		@SpreadListener(groups = "orders", batch = "true")
		void batch(List<InList> orders) {
		}

		@SpreadListener(groups = "orders", batch = "true")
		void messages(List<Message<InMessages>> orders) {
		}

		@SpreadListener("orders")
		CompletableFuture<Later> future(Message<List<InListInMessage>> message) {
			return new CompletableFuture<>();
		}

		@SpreadListener("orders")
		void maybe(Optional<InOptional> maybe) {
		}

		@SpreadListener("one")
		@SpreadListener("two")
		void twice(Item item) {
		}

		@SpreadListener("orders")
		void sealed(Change change) {
		}

		@SpreadListener("orders")
		void animals(Animal animal) {
		}

		void other(Unused unused) {
		}

	}

	@SpreadListener("orders")
	static class Handlers {

		@SpreadHandler
		void on(Order order) {
		}

		@SpreadHandler
		void joined(MemberJoined event) {
		}

	}

	record Order(List<Item> items) {

	}

	record Item(String name) {

	}

	record Answer(String text) {

	}

	record Later(String text) {

	}

	record InList(String text) {

	}

	record InMessages(String text) {

	}

	record InListInMessage(String text) {

	}

	record InOptional(String text) {

	}

	record Unused(String text) {

	}

	sealed interface Change permits Created, Cancelled {

	}

	record Created(String id) implements Change {

	}

	record Cancelled(String id) implements Change {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes(@JsonSubTypes.Type(Cat.class))
	interface Animal {

	}

	record Cat(String name) implements Animal {

	}

}
