package io.github.spreadspring.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.MimeTypeUtils;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.messaging.support.HeaderSettings;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What is set for all messages of a template, and what changes them on their way out.
 */
class SpreadTemplateOptionTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private SpreadSession session;

	private SpreadTemplate template;

	private Peer peer;

	@BeforeEach
	void connect() {
		this.session = this.network.session();
		this.template = new SpreadTemplate(this.session, SpreadMessageConverters.json(JsonMapper.builder().build()));
		this.peer = this.network.peer("peer").join("orders");
	}

	@Test
	void defaultsCountForMessagesThatSayNothingElse() {
		this.template.getProperties().setServiceType(ServiceType.SAFE);
		this.template.getProperties().setMessageType(9);
		this.template.getProperties().setSelfDiscard(true);
		this.template.convertAndSend("orders", "text");
		assertThat(this.peer.message()).satisfies((message) -> {
			assertThat(message.serviceType()).isEqualTo(ServiceType.SAFE);
			assertThat(message.messageType()).isEqualTo((short) 9);
			assertThat(message.selfDiscard()).isTrue();
		});
		this.template.to("orders").service(ServiceType.FIFO).type(0).send("text");
		assertThat(this.peer.message()).satisfies((message) -> {
			assertThat(message.serviceType()).isEqualTo(ServiceType.FIFO);
			assertThat(message.messageType()).isZero();
		});
	}

	@Test
	void headersAreWrittenInTheOrderInWhichTheyWereSet() {
		this.template.to("orders")
			.headers(HeaderMode.ALWAYS)
			.header("f_id", 7)
			.header("size", 12)
			.header("lines", 2)
			.send(new byte[0]);
		assertThat(this.peer.message()).satisfies((message) -> {
			assertThat(message.body()).asString().isEqualTo("f_id: 7\nsize: 12\nlines: 2\n\n");
			assertThat(message.messageType()).isZero();
		});
		this.template.to("orders").header("lines", 2).header("f_id", 7).header("size", 12).send("text");
		assertThat(this.peer.text()).startsWith("lines: 2\nf_id: 7\nsize: 12\n");
	}

	@Test
	void theContentTypeOfTheTemplateCountsForMessagesThatSayNothingElse() {
		this.template.getProperties().setContentType(MimeTypeUtils.APPLICATION_JSON);
		this.template.to("orders").header("k", "v").send("\"text\"");
		assertThat(this.peer.text()).contains("content-type: application/json\n");
		this.template.to("orders").header("k", "v").contentType(MimeTypeUtils.TEXT_PLAIN).send("text");
		assertThat(this.peer.text()).contains("content-type: text/plain\n");
		this.template.convertAndSend("orders", "bare");
		assertThat(this.peer.text()).isEqualTo("bare");
	}

	@Test
	void theHeaderModeCanBeChosenForOneMessage() {
		this.template.to("orders").headers(HeaderMode.ALWAYS).header("f_id", 7).send("body");
		RegularMessage message = this.peer.message();
		assertThat(message.messageType()).isZero();
		assertThat(new String(message.body(), StandardCharsets.UTF_8)).contains("f_id: 7\n").endsWith("\n\nbody");
	}

	@Test
	void theHeaderModeOfTheApplicationCountsForAllMessages() {
		SpreadTemplate never = new SpreadTemplate(this.session, SpreadMessageConverters.plain(),
				HeaderSettings.defaults().mode(HeaderMode.NEVER));
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> never.to("orders").header("k", "v").send("text"))
			.withMessageContaining("k");
		never.convertAndSend("orders", "bare");
		assertThat(this.peer.text()).isEqualTo("bare");
	}

	@Test
	void postProcessorsChangeMessagesBeforeTheyGoOut() {
		this.template.setBeforeSendPostProcessors(
				(message) -> MessageBuilder.fromMessage(message).setHeader("all", "1").build());
		this.template.addBeforeSendPostProcessors((message) -> MessageBuilder.fromMessage(message)
			.setHeader("added", message.getHeaders().get("all") + "+")
			.build());
		this.template.to("orders")
			.postProcess((message) -> MessageBuilder.fromMessage(message).setHeader("one", "2").build())
			.send("text");
		assertThat(this.peer.text()).contains("all: 1\n", "added: 1+\n", "one: 2\n");
		this.template.convertAndSend("orders", "text",
				(message) -> MessageBuilder.fromMessage(message).setHeader("three", "3").build());
		assertThat(this.peer.text()).contains("three: 3\n");
	}

	@Test
	void whatAnInterceptorThrowsAfterAMessageIsSentDoesNotLookLikeAFailureToSend() {
		this.template.setInterceptors(List.of(new SpreadSendInterceptor() {

			@Override
			public void afterSend(List<String> destinations, Message<?> message, @Nullable Throwable failure) {
				throw new IllegalStateException("of a test");
			}

		}));
		this.template.convertAndSend("orders", "text");
		assertThat(this.peer.text()).isEqualTo("text");
		assertThatExceptionOfType(SpreadException.class)
			.isThrownBy(() -> this.template.convertAndSend("no group", "text"));
	}

	@Test
	void anInterceptorSeesEachMessageAndWhetherItWentOut() {
		List<String> seen = new ArrayList<>();
		this.template.setInterceptors(List.of(new SpreadSendInterceptor() {

			@Override
			public Message<?> beforeSend(List<String> destinations, Message<?> message) {
				seen.add("before " + destinations);
				return MessageBuilder.fromMessage(message).setHeader("audited", "yes").build();
			}

			@Override
			public void afterSend(List<String> destinations, Message<?> message, @Nullable Throwable failure) {
				seen.add("after " + destinations + ((failure != null) ? " failed" : ""));
			}

		}));
		this.template.convertAndSend("orders", "text");
		assertThat(this.peer.text()).contains("audited: yes\n");
		assertThatExceptionOfType(SpreadException.class)
			.isThrownBy(() -> this.template.convertAndSend("no group", "text"));
		assertThat(seen).containsExactly("before [orders]", "after [orders]", "before [no group]",
				"after [no group] failed");
	}

	@Test
	void anInterceptorCanKeepAMessageFromBeingSent() {
		this.template.setInterceptors(List.of(new SpreadSendInterceptor() {

			@Override
			public Message<?> beforeSend(List<String> destinations, Message<?> message) {
				throw new IllegalStateException("not today");
			}

		}));
		assertThatIllegalStateException().isThrownBy(() -> this.template.convertAndSend("orders", "text"))
			.withMessage("not today");
	}

	@Test
	void aMessageCanBePassedOnWithItsHeaders() {
		Message<String> message = MessageBuilder.withPayload("text").setHeader("k", "v").build();
		this.template.to("orders").header("more", 1).send(message);
		assertThat(this.peer.text()).contains("k: v\n", "more: 1\n").endsWith("\n\ntext");
		this.template.send("orders", message);
		assertThat(this.peer.text()).isEqualTo("k: v\n\ntext");
	}

	@Test
	void optionsOutsideTheirLimitsAreRefused() {
		TemplateProperties properties = this.template.getProperties();
		assertThatIllegalArgumentException().isThrownBy(() -> properties.setMessageType(40_000))
			.withMessageContaining("-32768 to 32767");
		assertThatIllegalArgumentException().isThrownBy(() -> properties.setReplyTimeout(Duration.ofSeconds(-1)))
			.withMessageContaining("zero or more");
	}

}
