package io.github.spreadspring.messaging.support;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.messaging.converter.DefaultContentTypeResolver;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SpreadMessageConverters}.
 */
class SpreadMessageConvertersTests {

	private static final String JSON = "{\"item\":\"oranges\"}";

	private static final MimeType CSV = MimeType.valueOf("text/csv");

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final MessageConverter json = SpreadMessageConverters.json(MAPPER);

	private final MessageConverter withCsv = SpreadMessageConverters.json(MAPPER, new CsvConverter());

	@ParameterizedTest
	@ValueSource(strings = { "", "application/json", "application/vnd.orders+json", "text/plain", "application/xml" })
	void aTypeOfItsOwnIsReadFromJsonWhenNoOtherConverterKnowsTheContentType(String contentType) {
		assertThat(read(this.json, contentType, JSON, Order.class)).isEqualTo(new Order("oranges"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "application/json", "text/plain", "application/octet-stream" })
	void textAndBytesAreReadWhateverTheContentType(String contentType) {
		assertThat(read(this.json, contentType, JSON, String.class)).isEqualTo(JSON);
		assertThat(read(this.json, contentType, JSON, byte[].class)).isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void textIsReadInTheCharacterSetOfItsContentType() {
		Message<byte[]> message = message("text/plain;charset=ISO-8859-1", new byte[] { (byte) 0xe4 });
		assertThat(this.json.fromMessage(message, String.class)).isEqualTo("ä");
	}

	@Test
	void whoAsksForNoTypeGetsTheOneOfTheContentType() {
		assertThat(read(this.json, "text/plain", "text", Object.class)).isEqualTo("text");
		assertThat(read(this.json, "application/json", JSON, Object.class)).isEqualTo(Map.of("item", "oranges"));
		assertThat(read(this.json, "application/vnd.orders+json", "[1]", Object.class))
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactly(1);
		assertThat(read(this.json, "", JSON, Object.class)).isInstanceOf(byte[].class);
		assertThat(read(this.json, "application/cbor", JSON, Object.class)).isInstanceOf(byte[].class);
		assertThat(read(SpreadMessageConverters.plain(), "application/json", JSON, Object.class))
			.isInstanceOf(byte[].class);
	}

	@Test
	void bytesThatAreNoJsonFailWhereTheContentTypeSaysJson() {
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> read(this.json, "application/json", "oranges", Object.class))
			.withMessageContaining("Could not read JSON");
	}

	@Test
	void aConverterForTheContentTypeIsAskedBeforeJson() {
		assertThat(read(this.withCsv, "text/csv", "oranges", Order.class)).isEqualTo(new Order("oranges"));
		Message<?> written = write(this.withCsv, new Order("oranges"), CSV);
		assertThat(written).isNotNull();
		assertThat(written.getPayload()).isEqualTo("oranges".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void bareMessagesStayJsonWhenThereAreOtherConverters() {
		assertThat(read(this.withCsv, "", JSON, Order.class)).isEqualTo(new Order("oranges"));
		Message<?> written = this.withCsv.toMessage(new Order("oranges"), null);
		assertThat(written).isNotNull();
		assertThat(written.getPayload()).isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
		assertThat(written.getHeaders()).containsEntry(MessageHeaders.CONTENT_TYPE, MimeTypeUtils.APPLICATION_JSON);
	}

	@Test
	void aConverterWithADefaultTypeHasBareMessagesToo() {
		CsvConverter csv = new CsvConverter();
		DefaultContentTypeResolver resolver = new DefaultContentTypeResolver();
		resolver.setDefaultMimeType(CSV);
		csv.setContentTypeResolver(resolver);
		assertThat(read(SpreadMessageConverters.json(MAPPER, csv), "", "oranges", Order.class))
			.isEqualTo(new Order("oranges"));
	}

	@Test
	void aConverterThatDoesNotGoByContentTypesIsAskedForAllMessages() {
		MessageConverter upper = new UpperCaseConverter();
		assertThat(read(SpreadMessageConverters.plain(upper), "", "text", String.class)).isEqualTo("TEXT");
	}

	@Test
	void noJsonIsWrittenWhereAnotherContentTypeIsAskedFor() {
		assertThat(write(this.json, new Order("oranges"), MimeTypeUtils.APPLICATION_XML)).isNull();
		assertThat(write(this.json, new Order("oranges"), MimeType.valueOf("application/vnd.orders+json"))).isNotNull();
	}

	@Test
	void textAndBytesAreWrittenAsTheyAreWhateverTheContentType() {
		Message<?> text = write(this.json, JSON, MimeTypeUtils.APPLICATION_JSON);
		Message<?> bytes = write(this.json, new byte[] { 1 }, MimeTypeUtils.APPLICATION_JSON);
		assertThat(text).isNotNull();
		assertThat(bytes).isNotNull();
		assertThat(text.getPayload()).isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
		assertThat(bytes.getPayload()).isEqualTo(new byte[] { 1 });
	}

	private static @Nullable Object read(MessageConverter converter, String contentType, String body, Class<?> type) {
		return converter.fromMessage(message(contentType, body.getBytes(StandardCharsets.UTF_8)), type);
	}

	private static Message<byte[]> message(String contentType, byte[] body) {
		return new GenericMessage<>(body,
				contentType.isEmpty() ? Map.of() : Map.of(MessageHeaders.CONTENT_TYPE, MimeType.valueOf(contentType)));
	}

	private static @Nullable Message<?> write(MessageConverter converter, Object payload, MimeType contentType) {
		return converter.toMessage(payload, new MessageHeaders(Map.of(MessageHeaders.CONTENT_TYPE, contentType)));
	}

	record Order(String item) {
	}

	private static final class CsvConverter extends AbstractMessageConverter {

		CsvConverter() {
			super(CSV);
		}

		@Override
		protected boolean supports(Class<?> type) {
			return type == Order.class;
		}

		@Override
		protected Object convertFromInternal(Message<?> message, Class<?> target, @Nullable Object hint) {
			return new Order(new String((byte[]) message.getPayload(), StandardCharsets.UTF_8));
		}

		@Override
		protected Object convertToInternal(Object payload, @Nullable MessageHeaders headers, @Nullable Object hint) {
			return ((Order) payload).item().getBytes(StandardCharsets.UTF_8);
		}

	}

	private static final class UpperCaseConverter implements MessageConverter {

		@Override
		public Object fromMessage(Message<?> message, Class<?> target) {
			return new String((byte[]) message.getPayload(), StandardCharsets.UTF_8).toUpperCase(Locale.ROOT);
		}

		@Override
		public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
			return null;
		}

	}

}
