package io.github.spreadspring.client;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.IllegalDestinationsException;
import io.github.spreadspring.protocol.IllegalNameException;
import io.github.spreadspring.protocol.MessageTooLongException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What would crash or silence a C daemon is refused before a byte of it is sent.
 */
@EachTransport
class GuardTests {

	private final TestTransport transport;

	private final ScriptedDaemon daemon;

	private final Mailbox client;

	private final ScriptedPeer peer;

	GuardTests(TestTransport transport) {
		transport.assumeAvailable();
		this.transport = transport;
		this.daemon = ScriptedDaemon.start();
		this.client = Mailbox.open(transport.over(this.daemon.settings()));
		this.peer = this.daemon.nextClient();
	}

	@AfterEach
	void nothingOfItWasSentAndTheConnectionIsUsable() throws Exception {
		assertThat(this.client.connection().isOpen()).isTrue();
		this.client.send("legal", "and sent");
		Frame frame = this.peer.readFrame();
		assertThat(frame.groups()).containsExactly("legal");
		assertThat(frame.body()).asString().isEqualTo("and sent");
		this.peer.close();
		this.client.close();
		this.daemon.close();
	}

	@ParameterizedTest
	@CsvSource({ "1, 143120, 143119", "1, 143952, 143119", "1, 10000000, 143119", "2, 143088, 143087",
			"43, 141776, 141775" })
	void aBodyThatTheDaemonWouldNotSurviveIsRefusedWithTheLimit(int groups, int length, int limit) {
		OutboundMessage message = OutboundMessage.of("g", new byte[length])
			.to(Collections.nCopies(groups, "g").toArray(String[]::new));
		assertThatExceptionOfType(MessageTooLongException.class).isThrownBy(() -> this.client.send(message))
			.withMessageContaining("body of %d bytes to %d group(s)".formatted(length, groups))
			.withMessageContaining("at most %d bytes are allowed".formatted(limit))
			.satisfies((ex) -> assertThat(ex.limit()).isEqualTo(limit))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LONG));
	}

	@ParameterizedTest
	@ValueSource(ints = { 44, 100, 101, 1000 })
	void moreGroupsThanTheDaemonDeliversToAreRefusedWithTheLimit(int groups) {
		OutboundMessage message = OutboundMessage.of("g", new byte[0])
			.to(Collections.nCopies(groups, "g").toArray(String[]::new));
		assertThatExceptionOfType(IllegalDestinationsException.class).isThrownBy(() -> this.client.send(message))
			.withMessageContaining(Integer.toString(groups))
			.withMessageContaining("43");
	}

	@Test
	void aMessageWithoutADestinationIsRefused() {
		OutboundMessage message = OutboundMessage.of("g", new byte[0]).to();
		assertThat(message.groups()).isEqualTo(List.of());
		assertThatExceptionOfType(IllegalDestinationsException.class).isThrownBy(() -> this.client.send(message))
			.withMessageContaining("at least one destination");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a!", "a\"b", "a\u0000", "a\n", "\u007f", "\u00e4", "a#b",
			"a-name-of-thirty-two-characters-" })
	void anIllegalGroupIsNeitherSentToNorJoinedNorLeft(String group) {
		assertIllegal(() -> this.client.send(group, "x"));
		assertIllegal(() -> this.client.send(Mailbox.message("g", "x").to("g", group)));
		assertIllegal(() -> this.client.connection().join(group));
		assertIllegal(() -> this.client.connection().leave(group));
	}

	@Test
	void aNameThatIsTooLongIsRefusedWithTheLimit() {
		assertThatExceptionOfType(IllegalNameException.class)
			.isThrownBy(() -> this.client.connection().join("x".repeat(32)))
			.withMessageContaining("32 characters")
			.withMessageContaining("at most 31");
	}

	@ParameterizedTest
	@ValueSource(strings = { "#", "##", "#alice", "#alice#", "##script", "#alice#script#", "#al ice#script",
			"#elevenchars#script", "#alice#a-daemon-name-too-long" })
	void anIllegalMemberIsNotSentTo(String member) {
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> this.client.send(member, "x"));
	}

	@Test
	void aPrivateGroupIsNotJoined() {
		assertIllegal(() -> this.client.connection().join("#alice#script"));
		assertIllegal(() -> this.client.connection().leave("#alice#script"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 32_768, -32_769, Integer.MAX_VALUE })
	void aMessageTypeOfMoreThan16BitsIsRefused(int type) {
		assertThatIllegalArgumentException().isThrownBy(() -> Mailbox.message("g", "x").type(type))
			.withMessageContaining(Integer.toString(type))
			.withMessageContaining("-32768 to 32767");
	}

	@ParameterizedTest
	@ValueSource(strings = { "elevenchars", "a b", "#alice", "\u00e4" })
	void anIllegalPrivateNameIsRefusedBeforeConnecting(String name) {
		assertThatExceptionOfType(IllegalNameException.class)
			.isThrownBy(() -> ConnectionSettings.defaults().privateName(name))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.REJECT_ILLEGAL_NAME));
	}

	private static void assertIllegal(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(action)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.ILLEGAL_GROUP));
	}

}
