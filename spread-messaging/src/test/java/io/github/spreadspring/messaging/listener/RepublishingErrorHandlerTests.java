package io.github.spreadspring.messaging.listener;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.messaging.Message;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RepublishingErrorHandler}.
 */
class RepublishingErrorHandlerTests {

	@RegisterExtension
	final LogRecords logged = new LogRecords(RepublishingErrorHandler.class);

	@RegisterExtension
	final Listening listening = new Listening();

	private final SpreadMessageMapper mapper = new SpreadMessageMapper(SpreadMessageConverters.plain());

	private SpreadListenerContainer failing(RuntimeException failure, String... groups) {
		SpreadTemplate template = new SpreadTemplate(this.listening.session(), SpreadMessageConverters.plain());
		this.listening.properties()
			.setErrorHandler(new RepublishingErrorHandler(template, "failed", this.listening.errors()));
		return this.listening.start((event) -> {
			if (event instanceof RegularMessage) {
				throw failure;
			}
		}, groups);
	}

	@Test
	void aFailedMessageIsSentToTheGroupWithWhatFailed() {
		failing(new IllegalStateException("of a test\nin two lines"), "a");
		Peer peer = this.listening.peer("peer");
		Peer reader = this.listening.peer("reader").join("failed");
		peer.send(OutboundMessage.of("a", "text".getBytes(StandardCharsets.UTF_8)).to("a", "b").type(7));
		Message<byte[]> failed = this.mapper.fromSpread(reader.message());
		assertThat(failed.getPayload()).asString().isEqualTo("text");
		assertThat(failed.getHeaders()).containsEntry("x-exception-message", "of a test")
			.containsEntry("x-exception-type", "java.lang.IllegalStateException")
			.containsEntry("x-original-groups", "a,b")
			.containsEntry("x-original-sender", peer.id())
			.containsEntry("x-original-listener", "my-listener")
			.containsEntry(SpreadHeaders.MESSAGE_TYPE, 7)
			.containsEntry(SpreadHeaders.SERVICE_TYPE, ServiceType.AGREED);
		await().until(() -> this.logged.warnings().size() == 1);
		assertThat(this.logged.warnings().get(0)).contains("my-listener", "\"failed\"", "IllegalStateException")
			.doesNotContain("\n");
		assertThat(this.listening.errors().failures()).isEmpty();
	}

	@Test
	void theHeadersOfTheMessageStay() {
		failing(new IllegalStateException(), "a");
		Peer reader = this.listening.peer("reader").join("failed");
		new SpreadTemplate(this.listening.session(), SpreadMessageConverters.plain()).convertAndSend("a", "text",
				Map.of("tenant", "blue"));
		Message<byte[]> failed = this.mapper.fromSpread(reader.message());
		assertThat(failed.getPayload()).asString().isEqualTo("text");
		assertThat(failed.getHeaders()).containsEntry("tenant", "blue")
			.containsEntry("x-exception-type", "java.lang.IllegalStateException");
	}

	@Test
	void theRestOfABatchIsSentThoughTheFallbackFails() {
		SpreadTemplate template = new SpreadTemplate(this.listening.session(), SpreadMessageConverters.plain());
		RepublishingErrorHandler handler = new RepublishingErrorHandler(template, "failed", (failure) -> {
			throw new IllegalStateException("fallback");
		});
		Peer reader = this.listening.peer("reader").join("failed");
		RegularMessage tooLong = received(new byte[143_000]);
		RegularMessage text = received("text".getBytes(StandardCharsets.UTF_8));
		ListenerFailedException failure = new ListenerFailedException("my-listener", List.of(tooLong, text),
				new IllegalArgumentException("of a test"));
		assertThatIllegalStateException().isThrownBy(() -> handler.handleError(failure)).withMessage("fallback");
		assertThat(this.mapper.fromSpread(reader.message()).getPayload()).asString().isEqualTo("text");
	}

	private static RegularMessage received(byte[] body) {
		return new RegularMessage(MemberId.of("#peer#localhost"), List.of("a"), ServiceType.AGREED, false, (short) 0,
				ByteOrder.LITTLE_ENDIAN, body);
	}

	@Test
	void aLongTextIsCut() {
		failing(new IllegalStateException("x".repeat(10_000)), "a");
		Peer reader = this.listening.peer("reader").join("failed");
		this.listening.peer("peer").send("a", "text");
		assertThat(this.mapper.fromSpread(reader.message()).getHeaders().get("x-exception-message", String.class))
			.hasSizeBetween(400, 600);
	}

	@Test
	void aTextThatNoHeaderCanCarryIsMadeFit() {
		failing(new IllegalStateException("  \u0000bell\u0007\uD83D and half"), "a");
		Peer reader = this.listening.peer("reader").join("failed");
		this.listening.peer("peer").send("a", "text");
		assertThat(this.mapper.fromSpread(reader.message()).getHeaders().get("x-exception-message", String.class))
			.isEqualTo("bell ? and half");
	}

	@Test
	void aMessageThatCameBackGoesToTheFallback() {
		failing(new IllegalStateException("of a test"), "a", "failed");
		Peer peer = this.listening.peer("peer");
		Peer reader = this.listening.peer("reader").join("failed");
		peer.send("a", "text");
		assertThat(reader.message().groups()).containsExactly("failed");
		await().until(() -> !this.listening.errors().failures().isEmpty());
		assertThat(this.listening.errors().await(1)).singleElement()
			.isInstanceOfSatisfying(ListenerFailedException.class,
					(failed) -> assertThat(((RegularMessage) failed.event()).groups()).containsExactly("failed"));
	}

	@Test
	void betweenTwoListenersOfTheGroupAMessageDoesNotGoRound() {
		failing(new IllegalStateException("of a test"), "a", "failed");
		this.listening.start(this.listening.create("another", (event) -> {
			if (event instanceof RegularMessage) {
				throw new IllegalStateException("of a test too");
			}
		}, "failed"));
		Peer reader = this.listening.peer("reader").join("failed");
		this.listening.peer("peer").send("a", "text");
		// "my-listener" gets its own and that of "another" back, "another" its own
		await().until(() -> this.listening.errors().failures().size() == 3);
		assertThat(reader.message()).isNotNull();
		Message<byte[]> second = this.mapper.fromSpread(reader.message());
		assertThat(second.getHeaders()).containsEntry("x-original-listener", "my-listener,another")
			.containsEntry("x-original-groups", "a");
	}

	@Test
	void anEventGoesToTheFallback() {
		failing(new IllegalStateException(), "a");
		SpreadEvent event = this.listening.session()
			.view("a")
			.map((view) -> (SpreadEvent) new GroupJoined(view))
			.orElseThrow();
		ListenerFailedException failure = new ListenerFailedException("x", event, new Exception("of a test"));
		this.listening.properties().getErrorHandler().handleError(failure);
		assertThat(this.listening.errors().failures()).containsExactly(failure);
	}

	@Test
	void aMessageThatGetsTooLongGoesToTheFallback() {
		failing(new IllegalStateException("of a test"), "a");
		this.listening.peer("peer").send(OutboundMessage.of("a", new byte[143_119]));
		await().until(() -> this.listening.errors().failures().size() == 1);
		assertThat(this.logged.warnings()).singleElement().asString().contains("Could not send to group \"failed\"");
	}

	@Test
	void withoutAConnectionAllOfABatchGoesToTheFallbackOneByOne() {
		SpreadListenerContainer container = failing(new IllegalStateException(), "a");
		Peer reader = this.listening.peer("reader").join("a");
		this.listening.peer("peer").send("a", "text");
		RegularMessage message = reader.message();
		await().until(() -> this.logged.warnings().size() == 1);
		container.stop();
		this.listening.session().stop();
		this.listening.properties()
			.getErrorHandler()
			.handleError(new ListenerFailedException("x", List.of(message, message),
					new IllegalStateException("of a test")));
		assertThat(this.listening.errors().await(2)).hasSize(2)
			.allSatisfy((failure) -> assertThat(((ListenerFailedException) failure).events()).containsExactly(message));
	}

}
