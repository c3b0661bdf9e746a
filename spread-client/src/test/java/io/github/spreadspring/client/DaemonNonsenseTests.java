package io.github.spreadspring.client;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.protocol.ClientFrames;
import io.github.spreadspring.protocol.DaemonFrames;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.MalformedFrameException;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.MessageHint;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a daemon can say after the handshake that stock daemons on this machine do not
 * say.
 */
@EachTransport
class DaemonNonsenseTests {

	private static final int GROUP_COUNT = 36;

	private static final int BODY_LENGTH = 44;

	private final TestTransport transport;

	private final ScriptedDaemon daemon;

	private final Mailbox client;

	private final ScriptedPeer peer;

	DaemonNonsenseTests(TestTransport transport) {
		transport.assumeAvailable();
		this.transport = transport;
		this.daemon = ScriptedDaemon.start();
		this.client = Mailbox.open(transport.over(this.daemon.settings()));
		this.peer = this.daemon.nextClient();
	}

	@AfterEach
	void close() throws Exception {
		this.peer.close();
		this.client.close();
		this.daemon.close();
	}

	@ParameterizedTest
	@CsvSource({ "36, -1, -1 groups", "36, -2147483648, groups", "36, 2147483647, 2147483647 groups",
			"36, 100001, 100001 groups", "44, -1, a body of -1 bytes", "44, -2147483648, a body of",
			"44, 2147483647, a body of 2147483647 bytes" })
	void aLengthThatCannotBeEndsTheConnection(int offset, int length, String message) throws Exception {
		assertThat(offset).isIn(GROUP_COUNT, BODY_LENGTH);
		ByteBuffer bytes = ScriptedPeer.message("g", "hello").toBytes().order(ByteOrder.LITTLE_ENDIAN);
		this.peer.sayText("g", "good");
		this.peer.say(bytes.putInt(offset, length).array());
		assertThat(this.client.nextText()).isEqualTo("good");
		// libspread refuses a negative length without telling it
		boolean untold = this.transport == TestTransport.NATIVE && length < 0;
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(this.client::next)
			.withMessageContaining(untold ? "negative length" : message);
		expectClosed("not the Spread protocol");
	}

	@Test
	void aMembershipThatContradictsItselfEndsTheConnection() throws Exception {
		this.peer.say(new Frame(ByteOrder.LITTLE_ENDIAN, FrameType.membership(MembershipCause.JOIN), "g",
				List.of("#alice#script"), new MessageHint((short) 0, ByteOrder.LITTLE_ENDIAN), new byte[19]));
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(this.client::next);
		expectClosed("not the Spread protocol");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 47, 48, 79, 80, 84 })
	void aDaemonThatGoesInTheMiddleOfAFrameIsGone(int length) throws Exception {
		byte[] frame = ScriptedPeer.message("g", "hello").toBytes().array();
		assertThat(frame).hasSize(85);
		this.peer.say(Arrays.copyOf(frame, length));
		this.peer.close();
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(this.client::next)
			.withMessageContaining(this.daemon.address())
			.withMessageContaining((this.transport == TestTransport.SOCKET)
					? "closed the connection in the middle of a frame" : "the daemon closed the connection");
		assertThat(this.client.connection().isOpen()).isFalse();
	}

	@Test
	void whatCameBeforeTheEndIsReceived() throws Exception {
		this.peer.sayText("g", "one");
		this.peer.sayText("g", "two");
		this.peer.close();
		assertThat(this.client.nextTexts(2)).containsExactly("one", "two");
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(this.client::next)
			.withMessageContaining("the daemon closed the connection")
			.withMessageNotContaining("middle");
		expectClosed("the daemon closed the connection");
	}

	@Test
	void framesCanArriveByteByByte() throws Exception {
		for (byte b : ScriptedPeer.message("g", "hello").toBytes().array()) {
			this.peer.say(new byte[] { b });
		}
		assertThat(this.client.nextText()).isEqualTo("hello");
	}

	@Test
	void aViewCanHaveThousandsOfMembers() throws Exception {
		List<String> members = java.util.stream.IntStream.range(0, 20_000).mapToObj((i) -> "#m" + i + "#d").toList();
		this.peer.say(DaemonFrames.membership(MembershipCause.JOIN, "g", members,
				MembershipBody.ofChange(ScriptedPeer.viewId(1), "#m7#d"), ByteOrder.LITTLE_ENDIAN));
		this.peer.sayText("g", "and on");
		MemberJoined joined = this.client.next(MemberJoined.class);
		assertThat(joined.view().members()).hasSize(20_000);
		assertThat(joined.member()).hasToString("#m7#d");
		assertThat(this.client.nextText()).isEqualTo("and on");
	}

	@Test
	void aDaemonOfTheOtherByteOrderIsUnderstood() throws Exception {
		this.peer.say(DaemonFrames.membership(MembershipCause.JOIN, "g", List.of("#alice#script"),
				MembershipBody.ofChange(ScriptedPeer.viewId(7), "#alice#script"), ByteOrder.BIG_ENDIAN));
		MemberJoined joined = this.client.next(MemberJoined.class);
		assertThat(joined.view().id()).isEqualTo(ScriptedPeer.viewId(7));
		assertThat(joined.member()).isEqualTo(this.client.id());
	}

	@Test
	void aFrameOfAnUnknownKindIsPassedOver() throws Exception {
		MessageHint hint = new MessageHint((short) 0, ByteOrder.LITTLE_ENDIAN);
		this.peer
			.say(new Frame(ByteOrder.LITTLE_ENDIAN, new FrameType(0x200000), "g", List.of("g"), hint, new byte[3]));
		this.peer.sayText("g", "known");
		assertThat(this.client.nextText()).isEqualTo("known");
	}

	@Test
	void namesThatWeWouldNotSendAreReceived() throws Exception {
		MessageHint hint = new MessageHint((short) 0, ByteOrder.LITTLE_ENDIAN);
		this.peer.say(new Frame(ByteOrder.LITTLE_ENDIAN, FrameType.message(ServiceType.AGREED, false), "nobody",
				List.of("", "a b", "\u00e4"), hint, new byte[0]));
		assertThat(this.client.nextMessage().groups()).containsExactly("", "a b", "\u00e4");
	}

	@Test
	void aRefusedMessageComesBack() throws Exception {
		Frame sent = ClientFrames.multicast(this.client.id(), ServiceType.SAFE, false, List.of("a", "b"), (short) 7,
				"secret".getBytes(StandardCharsets.UTF_8), ByteOrder.LITTLE_ENDIAN);
		this.peer.say(DaemonFrames.reject(sent, ByteOrder.LITTLE_ENDIAN));
		this.peer.say(DaemonFrames.reject(ClientFrames.join(this.client.id(), "g", ByteOrder.LITTLE_ENDIAN),
				ByteOrder.LITTLE_ENDIAN));
		RejectedMessage message = this.client.next(RejectedMessage.class);
		assertThat(message.type().serviceType()).isEqualTo(ServiceType.SAFE);
		assertThat(message.groups()).containsExactly("a", "b");
		assertThat(message.messageType()).isEqualTo((short) 7);
		assertThat(message.body()).asString().isEqualTo("secret");
		assertThat(message.isJoin()).isFalse();
		RejectedMessage join = this.client.next(RejectedMessage.class);
		assertThat(join.isJoin()).isTrue();
		assertThat(join.groups()).containsExactly("g");
	}

	private void expectClosed(String reason) {
		assertThat(this.client.connection().isOpen()).isFalse();
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.client.send("g", "late"))
			.withMessageContaining(this.daemon.address())
			.withMessageContaining(reason);
	}

}
