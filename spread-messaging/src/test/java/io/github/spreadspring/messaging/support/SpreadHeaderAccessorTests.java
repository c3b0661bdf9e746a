package io.github.spreadspring.messaging.support;

import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.support.HeadersMethodArgumentResolver;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.util.MimeTypeUtils;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SpreadHeaderAccessor}.
 */
class SpreadHeaderAccessorTests {

	private static final String BLOCK = "reply-to: answers\ncorrelation-id: 4\ncontent-type: text/html\nspread-type: 5\n\nbody";

	private final SpreadMessageMapper mapper = new SpreadMessageMapper(SpreadMessageConverters.plain());

	private final RegularMessage regular = new RegularMessage(MemberId.of("#peer#host"), List.of("a", "b"),
			ServiceType.SAFE, true, (short) HeaderSettings.DEFAULT_MARKER_TYPE, ByteOrder.nativeOrder(),
			BLOCK.getBytes(StandardCharsets.UTF_8));

	private final Message<byte[]> received = this.mapper.fromSpread(this.regular);

	@Test
	void tellsWhatIsKnownOfAReceivedMessage() {
		SpreadHeaderAccessor accessor = SpreadHeaderAccessor.wrap(this.received);
		assertThat(accessor.getSender()).isEqualTo(MemberId.of("#peer#host"));
		assertThat(accessor.getGroups()).containsExactly("a", "b");
		assertThat(accessor.getServiceType()).isEqualTo(ServiceType.SAFE);
		assertThat(accessor.getMessageType()).isEqualTo(5);
		assertThat(accessor.isSelfDiscard()).isTrue();
		assertThat(accessor.getReplyTo()).isEqualTo("answers");
		assertThat(accessor.getCorrelationId()).isEqualTo("4");
		assertThat(accessor.getContentType()).isEqualTo(MimeTypeUtils.TEXT_HTML);
		assertThat(accessor.getEvent()).isSameAs(this.regular);
	}

	@Test
	void tellsTheDefaultsOfAMessageWithoutHeaders() {
		SpreadHeaderAccessor accessor = SpreadHeaderAccessor.create();
		assertThat(accessor.getSender()).isNull();
		assertThat(accessor.getGroups()).isEmpty();
		assertThat(accessor.getServiceType()).isEqualTo(ServiceType.AGREED);
		assertThat(accessor.getMessageType()).isZero();
		assertThat(accessor.isSelfDiscard()).isFalse();
		assertThat(accessor.getReplyTo()).isNull();
		assertThat(accessor.getCorrelationId()).isNull();
		assertThat(accessor.getHeaderMode()).isNull();
		assertThat(accessor.getEvent()).isNull();
	}

	@Test
	void whatIsSetIsSent() {
		SpreadHeaderAccessor accessor = SpreadHeaderAccessor.create();
		accessor.setServiceType(ServiceType.FIFO);
		accessor.setMessageType(-3);
		accessor.setSelfDiscard(true);
		accessor.setReplyTo("answers");
		accessor.setCorrelationId("4");
		accessor.setHeaderMode(HeaderMode.ALWAYS);
		assertThat(accessor.getHeaderMode()).isEqualTo(HeaderMode.ALWAYS);
		OutboundMessage sent = this.mapper.toSpread(List.of("g"),
				MessageBuilder.createMessage("body", accessor.getMessageHeaders()));
		assertThat(sent.serviceType()).isEqualTo(ServiceType.FIFO);
		assertThat(sent.messageType()).isEqualTo((short) -3);
		assertThat(sent.selfDiscard()).isTrue();
		assertThat(new String(sent.body(), StandardCharsets.UTF_8)).endsWith("\n\nbody")
			.contains("reply-to: answers\n", "correlation-id: 4\n");
	}

	@Test
	void nullRemovesAHeader() {
		SpreadHeaderAccessor accessor = SpreadHeaderAccessor.wrap(this.received);
		accessor.setReplyTo(null);
		accessor.setCorrelationId(null);
		accessor.setServiceType(null);
		accessor.setHeaderMode(null);
		assertThat(accessor.toMap()).doesNotContainKeys(SpreadHeaders.REPLY_TO, SpreadHeaders.CORRELATION_ID,
				SpreadHeaders.SERVICE_TYPE, SpreadHeaders.HEADER_MODE);
	}

	@Test
	void headersSetByTheirNamesOnTheWireCountToo() {
		SpreadHeaderAccessor accessor = SpreadHeaderAccessor
			.wrap(MessageBuilder.withPayload("").setHeader("reply-to", "x").setHeader("correlation-id", 7).build());
		assertThat(accessor.getReplyTo()).isEqualTo("x");
		assertThat(accessor.getCorrelationId()).isEqualTo("7");
		accessor.setReplyTo("y");
		accessor.setCorrelationId("8");
		OutboundMessage sent = this.mapper.toSpread(List.of("g"),
				MessageBuilder.createMessage("", accessor.getMessageHeaders()));
		assertThat(new String(sent.body(), StandardCharsets.UTF_8)).contains("reply-to: y\n", "correlation-id: 8\n");
	}

	@Test
	void readsOptionsThatAreNames() {
		SpreadHeaderAccessor accessor = SpreadHeaderAccessor.create();
		accessor.setHeader(SpreadHeaders.SERVICE_TYPE, "safe");
		accessor.setHeader(SpreadHeaders.HEADER_MODE, "never");
		assertThat(accessor.getServiceType()).isEqualTo(ServiceType.SAFE);
		assertThat(accessor.getHeaderMode()).isEqualTo(HeaderMode.NEVER);
	}

	@Test
	void refusesAMessageTypeThatDoesNotFit() {
		assertThatIllegalArgumentException().isThrownBy(() -> SpreadHeaderAccessor.create().setMessageType(32_768))
			.withMessageContaining("-32768 to 32767");
	}

	@Test
	void aMessageMadeWithItGivesItBack() {
		SpreadHeaderAccessor accessor = SpreadHeaderAccessor.create();
		accessor.setMessageType(5);
		Message<String> message = MessageBuilder.createMessage("body", accessor.getMessageHeaders());
		assertThat(MessageHeaderAccessor.getAccessor(message, SpreadHeaderAccessor.class)).isSameAs(accessor);
		MessageHeaderAccessor mutable = MessageHeaderAccessor.getMutableAccessor(message);
		assertThat(mutable).isInstanceOf(SpreadHeaderAccessor.class).isNotSameAs(accessor);
		((SpreadHeaderAccessor) mutable).setMessageType(6);
		assertThat(accessor.getMessageType()).isEqualTo(5);
	}

	@Test
	void aListenerMethodCanHaveItAsParameter() throws Exception {
		Method method = getClass().getDeclaredMethod("listener", SpreadHeaderAccessor.class);
		MethodParameter parameter = new MethodParameter(method, 0);
		HeadersMethodArgumentResolver resolver = new HeadersMethodArgumentResolver();
		assertThat(resolver.supportsParameter(parameter)).isTrue();
		assertThat(resolver.resolveArgument(parameter, this.received)).isInstanceOfSatisfying(
				SpreadHeaderAccessor.class, (accessor) -> assertThat(accessor.getMessageType()).isEqualTo(5));
	}

	@Test
	void theHeadersOfAReceivedMessageStayAsTheyAre() {
		MessageHeaders headers = this.received.getHeaders();
		SpreadHeaderAccessor.wrap(this.received).setReplyTo("other");
		assertThat(headers).containsEntry(SpreadHeaders.REPLY_TO, "answers");
	}

	void listener(SpreadHeaderAccessor headers) {
	}

}
