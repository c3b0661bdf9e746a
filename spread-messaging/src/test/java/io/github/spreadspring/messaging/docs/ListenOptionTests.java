package io.github.spreadspring.messaging.docs;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.support.MessageBuilder;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.ListeningApplication;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.SpreadMessageFilter;
import io.github.spreadspring.messaging.support.SpreadHeaderAccessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The examples about options of listeners.
 */
class ListenOptionTests {

	private static final String PEN = "{\"item\":\"pen\",\"count\":2}";

	@RegisterExtension
	final ListeningApplication app = new ListeningApplication();

	@Test
	void aFilterKeepsMessagesAway() {
		this.app.startIn("orders", Filtered.class, Filters.class);
		this.app.peer().send("orders", "{\"item\":\"pen\",\"count\":1}");
		this.app.peer().send(OutboundMessage.of("orders", PEN.getBytes()).type(7));
		assertThat(this.app.received().next()).isEqualTo(new Order("pen", 2));
	}

	@Test
	void aBatchIsAList() {
		this.app.startIn("measurements", Measurements.class);
		this.app.peer().send("measurements", "1.5");
		this.app.peer().send("measurements", "2.5");
		double sum = 0;
		while (sum < 4) {
			sum += this.app.received().next(Double.class);
		}
		assertThat(sum).isEqualTo(4);
	}

	@Test
	void messagesOfOneSenderStayInOrderWithSeveralThreads() {
		this.app.startIn("uploads", Uploads.class);
		this.app.peer().send("uploads", "one");
		this.app.peer().send("uploads", "two");
		assertThat(this.app.received().next()).isEqualTo("one");
		assertThat(this.app.received().next()).isEqualTo("two");
	}

	@Test
	void whatWeSentOurselvesDoesNotReachAListenerThatDiscardsIt() {
		SpreadTemplate template = this.app.startIn("orders", Discarding.class).getBean(SpreadTemplate.class);
		template.convertAndSend("orders", new Order("ours", 1));
		this.app.peer().send("orders", PEN);
		assertThat(this.app.received().next()).isEqualTo(new Order("pen", 2));
	}

	@Test
	void plainHeaderBlocksAreReadWhereTheListenerSaysSo() {
		this.app.startIn("lamp", Lamp.class);
		this.app.peer().send("lamp", "f_id: 7\n\nfrom PHP");
		assertThat(this.app.received().call()).containsExactly("from PHP", 7);
	}

	@Test
	void aListenerHasAConverterOfItsOwn() {
		this.app.startIn("csv", CsvOrders.class, CsvConfiguration.class);
		this.app.peer().send("csv", "pen,2");
		assertThat(this.app.received().next()).isEqualTo(new Order("pen", 2));
	}

	@Test
	void bytesThatAreABodyAlreadyGoPastEveryConverter() {
		SpreadSession session = this.app.startIn("raw", Raw.class, RefusingConfiguration.class)
			.getBean(SpreadSession.class);
		SpreadTemplate template = new SpreadTemplate(session, new RefusingConverter());
		template.send("raw", MessageBuilder.withPayload("bytes".getBytes()).build());
		assertThat((byte[]) this.app.received().next()).asString().isEqualTo("bytes");
		template.send("raw", MessageBuilder.withPayload("text").build());
		assertThat((byte[]) this.app.received().next()).asString().isEqualTo("text");
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> template.convertAndSend("raw", "bytes".getBytes()));
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> template.to("raw").send("bytes".getBytes()));
	}

	@Test
	void anAnnotationOfTheApplicationIsAListenerToo() {
		SpreadTemplate template = this.app.startIn("orders", Annotated.class).getBean(SpreadTemplate.class);
		template.convertAndSend("orders", new Order("ours", 1));
		this.app.peer().send("orders", PEN);
		assertThat(this.app.received().next()).isEqualTo(new Order("pen", 2));
	}

	static class Filtered extends Recorder {

		@SpreadListener(groups = "orders", filter = "onlyTypeSeven")
		void on(Order order) {
			show(order);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Filters {

		@Bean
		SpreadMessageFilter onlyTypeSeven() {
			return (message) -> SpreadHeaderAccessor.wrap(message).getMessageType() == 7;
		}

	}

	static class Measurements extends Recorder {

		@SpreadListener(groups = "measurements", batch = "true")
		void on(List<Double> values) {
			show(values.stream().mapToDouble(Double::doubleValue).sum());
		}

	}

	static class Uploads extends Recorder {

		@SpreadListener(groups = "uploads", concurrency = "4")
		void on(String text) {
			show(text);
		}

	}

	static class Discarding extends Recorder {

		@SpreadListener(groups = "orders", selfDiscard = "true")
		void on(Order order) {
			show(order);
		}

	}

	static class Lamp extends Recorder {

		@SpreadListener(groups = "lamp", headers = "always")
		void on(String text, @Header("f_id") int id) {
			show(text, id);
		}

	}

	static class CsvOrders extends Recorder {

		@SpreadListener(groups = "csv", messageConverter = "csv")
		void on(Order order) {
			show(order);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CsvConfiguration {

		@Bean(defaultCandidate = false)
		MessageConverter csv() {
			return new CsvConverter();
		}

	}

	static class Raw extends Recorder {

		@SpreadListener(groups = "raw", messageConverter = "refusing")
		void on(byte[] body) {
			show(body);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RefusingConfiguration {

		@Bean(defaultCandidate = false)
		MessageConverter refusing() {
			return new RefusingConverter();
		}

	}

	static class RefusingConverter implements MessageConverter {

		@Override
		public Object fromMessage(Message<?> message, Class<?> targetClass) {
			throw new MessageConversionException("refused");
		}

		@Override
		public Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
			throw new MessageConversionException("refused");
		}

	}

	static class Annotated extends Recorder {

		@OrdersOfOthers
		void on(Order order) {
			show(order);
		}

	}

}
