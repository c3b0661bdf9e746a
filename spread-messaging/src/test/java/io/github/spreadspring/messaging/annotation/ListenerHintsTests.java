package io.github.spreadspring.messaging.annotation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;
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

	@Test
	void typesWithinPropertiesThatJsonChoosesFromCanBeRead() {
		assertReadable(ByCard.class);
		assertReadable(ByBill.class);
		assertReadable(Gift.class);
	}

	@Test
	void arraysAreLookedInto() {
		assertReadable(InArray.class);
	}

	@Test
	void typeParametersThatAreBoundedByThemselvesHaveAnEnd() {
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(this.hints, Recursive.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Recursive.class, "comparable"))
			.accepts(this.hints);
		assertReadable(Node.class);
		assertReadable(Leaf.class);
		assertReadable(Chain.class);
	}

	@Test
	void typeParametersOfASuperclassAreThoseOfTheBean() {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerBeanDefinition("typed", new RootBeanDefinition(Typed.class));
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(ListenerHintsTests.class)), new InMemoryGeneratedFiles());
		new ApplicationContextAotGenerator().processAheadOfTime(new GenericApplicationContext(beans), generation);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(InTyped.class)
			.withMemberCategories(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.ACCESS_DECLARED_FIELDS))
			.accepts(generation.getRuntimeHints());
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

		@SpreadListener("orders")
		void payment(Payment payment) {
		}

		@SpreadListener("orders")
		void basket(Basket basket) {
		}

		@SpreadListener("orders")
		void array(InArray[] values) {
		}

		void other(Unused unused) {
		}

	}

	static class Recursive {

		@SpreadListener("orders")
		<T extends Comparable<T>> void comparable(T value) {
		}

		@SpreadListener("orders")
		<E extends Enum<E>> void enums(List<E> values) {
		}

		@SpreadListener("orders")
		void wildcards(List<? extends Comparable<?>> values) {
		}

		@SpreadListener("orders")
		void node(Node<?> node) {
		}

		@SpreadListener("orders")
		void leaf(Leaf leaf) {
		}

		@SpreadListener("orders")
		void chain(Chain<Item> chain) {
		}

	}

	abstract static class Base<T> {

		@SpreadListener("orders")
		void on(List<T> values) {
		}

	}

	static class Typed extends Base<InTyped> {

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

	record InArray(String text) {

	}

	record InTyped(String text) {

	}

	record Payment(List<Means> means) {

	}

	sealed interface Means permits ByCard, ByBill {

	}

	record ByCard(String number) implements Means {

	}

	record ByBill(String address) implements Means {

	}

	interface Basket {

		Wrapped<Present> getPresent();

	}

	record Wrapped<T>(T content) {

	}

	sealed interface Present permits Gift {

	}

	record Gift(String name) implements Present {

	}

	static class Node<T extends Node<T>> {

	}

	static class Leaf extends Node<Leaf> {

	}

	record Chain<T>(T value, Chain<List<T>> next) {

	}

}
