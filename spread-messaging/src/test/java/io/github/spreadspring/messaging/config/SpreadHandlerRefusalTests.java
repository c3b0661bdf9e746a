package io.github.spreadspring.messaging.config;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.messaging.handler.annotation.Payload;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for what is refused of classes with {@link SpreadListener} when the application
 * starts.
 */
class SpreadHandlerRefusalTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void twoMethodsForOneEventAreToldOf() {
		assertFails(List.of("one", "MemberJoined"), TwoForOneEvent.class);
	}

	@Test
	void twoMethodsForOneMessageTypeAreToldOf() {
		assertFails(List.of("message type 4"), TwoForOneType.class);
	}

	@Test
	void twoMethodsForTextAreToldOf() {
		assertFails(List.of("take String", "type = "), TwoForText.class);
	}

	@Test
	void twoMethodsForOneJsonTypeAreToldOf() {
		assertFails(List.of("take Order", "type = "), TwoForOrder.class);
	}

	@Test
	void jsonTypesThatNothingTellsApartAreToldOf() {
		assertFails(List.of("cannot be told apart", "common supertype", "type = "), Unrelated.class);
	}

	@Test
	void aJsonTypeThatIsRefinedByNothingIsToldOf() {
		assertFails(List.of("cannot be told apart", "now: none"), Related.class);
	}

	@Test
	void twoDefaultsAreToldOf() {
		assertFails(List.of("isDefault = true"), TwoDefaults.class);
	}

	@Test
	void aMethodForAnyPayloadBesideOthersIsToldOf() {
		assertFails(List.of("takes any payload", "say isDefault = true"), AnyBesideOthers.class);
	}

	@Test
	void anEventMethodWithAMessageTypeIsToldOf() {
		assertFails(List.of("is for events"), EventWithType.class);
	}

	@Test
	void aClassWithoutHandlerMethodsIsToldOf() {
		assertFails(List.of("no method with @SpreadHandler"), WithoutHandlers.class);
	}

	@Test
	void aMessageTypeOfMoreThan16BitsIsToldOf() {
		assertFails(List.of("40000", "-32768 to 32767"), LargeType.class);
	}

	@Test
	void batchesForAClassAreToldOf() {
		assertFails(List.of("one message at a time"), Batch.class);
	}

	@Test
	void severalParametersForThePayloadAreToldOf() {
		assertFails(List.of("Order", "Item", "@Header"), TwoPayloads.class);
	}

	@Test
	void anExpressionForThePayloadIsToldOf() {
		assertFails(List.of("expressions are not evaluated"), Expression.class);
	}

	@Test
	void handlerMethodsOfAClassWithoutListenerAreToldOf() {
		AnnotationConfigApplicationContext context = this.network.context(NoListener.class);
		assertThatThrownBy(context::refresh).hasMessageContaining("@SpreadHandler on ")
			.hasMessageContaining("annotate the class with @SpreadListener");
	}

	private void assertFails(List<String> texts, Class<?> component) {
		AnnotationConfigApplicationContext context = this.network.context(component);
		assertThatThrownBy(context::refresh).hasMessageContaining("@SpreadListener on ")
			.satisfies((failure) -> assertThat(failure.getMessage()).contains(texts));
	}

	static class Order {

	}

	static class SpecialOrder extends Order {

	}

	record Item(String name) {

	}

	static class NoListener {

		@SpreadHandler
		void one(String text) {
		}

	}

	@SpreadListener("orders")
	static class TwoForOneEvent {

		@SpreadHandler
		void one(MemberJoined event) {
		}

		@SpreadHandler
		void two(MemberJoined event) {
		}

	}

	@SpreadListener("orders")
	static class TwoForOneType {

		@SpreadHandler(type = "4")
		void one(String text) {
		}

		@SpreadHandler(type = "4")
		void two(String text) {
		}

	}

	@SpreadListener("orders")
	static class TwoForText {

		@SpreadHandler
		void one(String text) {
		}

		@SpreadHandler
		void two(String text) {
		}

	}

	@SpreadListener("orders")
	static class TwoForOrder {

		@SpreadHandler
		void one(Order order) {
		}

		@SpreadHandler
		void two(Order order) {
		}

	}

	@SpreadListener("orders")
	static class Unrelated {

		@SpreadHandler
		void one(Order order) {
		}

		@SpreadHandler
		void two(Item item) {
		}

	}

	@SpreadListener("orders")
	static class TwoDefaults {

		@SpreadHandler(isDefault = true)
		void one(Order order) {
		}

		@SpreadHandler(isDefault = true)
		void two(String text) {
		}

	}

	@SpreadListener("orders")
	static class AnyBesideOthers {

		@SpreadHandler
		void one(Order order) {
		}

		@SpreadHandler
		void any(RegularMessage message) {
		}

	}

	@SpreadListener("orders")
	static class EventWithType {

		@SpreadHandler(type = "4")
		void one(MemberJoined event) {
		}

	}

	@SpreadListener("orders")
	static class WithoutHandlers {

		void one(String text) {
		}

	}

	@SpreadListener("orders")
	static class LargeType {

		@SpreadHandler(type = "40000")
		void one(String text) {
		}

	}

	@SpreadListener(value = "orders", batch = "true")
	static class Batch {

		@SpreadHandler
		void one(List<String> texts) {
		}

		@SpreadHandler
		void two(MemberJoined event) {
		}

	}

	@SpreadListener("orders")
	static class TwoPayloads {

		@SpreadHandler
		void one(Order order, Item item) {
		}

	}

	@SpreadListener("orders")
	static class Expression {

		@SpreadHandler
		void one(@Payload("item") String item) {
		}

	}

	@SpreadListener("orders")
	static class Related {

		@SpreadHandler
		void one(Order order) {
		}

		@SpreadHandler
		void two(SpecialOrder order) {
		}

	}

}
