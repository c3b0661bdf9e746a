package io.github.spreadspring.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.NameField;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays what was captured from a running C daemon.
 */
@Timeout(30)
class GoldenFrameTests {

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	static List<String> passedOn() {
		return GoldenFrames.names((name) -> name.startsWith("regular.") && name.endsWith(".sent"))
			.stream()
			.map((name) -> name.substring(0, name.length() - ".sent".length()))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("passedOn")
	void aMessageIsPassedOnByteForByte(String name) throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		byte[] sent = GoldenFrames.bytes(name + ".sent");
		TestClient bob = this.resources.connect(daemon, "bob").joined("g");
		connectSender(daemon, sent).send(sent);
		assertThat(bob.receiveBytes()).isEqualTo(GoldenFrames.bytes(name + ".received"));
	}

	static List<String> toNobody() {
		return List.of("regular.private.nonexistent", "regular.zero_groups", "regular.44_groups.lost");
	}

	@ParameterizedTest
	@MethodSource("toNobody")
	void aMessageToNobodyIsDroppedSilently(String name) throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		byte[] sent = GoldenFrames.bytes(name);
		TestClient bob = this.resources.connect(daemon, "bob").joined("g");
		TestClient sender = connectSender(daemon, sent).joined("g");
		bob.receive();
		sender.send(sent).multicast("g", "next");
		assertThat(bob.receiveText()).isEqualTo("next");
		assertThat(sender.receiveText()).isEqualTo("next");
	}

	static List<String> malformed() {
		return GoldenFrames.names((name) -> name.startsWith("malformed."));
	}

	@ParameterizedTest
	@MethodSource("malformed")
	void aMalformedFrameEndsItsSessionOnly(String name) throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient alice = this.resources.connect(daemon, "alice").joined("g");
		TestClient bad = this.resources.connect(daemon, "bad").joined("g");
		alice.receive();
		try (LogLines log = new LogLines()) {
			bad.send(GoldenFrames.bytes(name));
			assertThat(bad.readToEnd()).isEmpty();
			assertThat(log.warnings()).singleElement().asString().contains("#bad#localhost from 127.0.0.1:", "ended: ");
		}
		Frame disconnect = alice.receive();
		assertThat(disconnect.type().cause()).isEqualTo(MembershipCause.DISCONNECT);
		assertThat(MembershipBody.of(disconnect).sets()).containsExactly(List.of("#bad#localhost"));
		assertThat(alice.multicast("g", "still here").receiveText()).isEqualTo("still here");
		this.resources.connect(daemon, "bad");
	}

	@Test
	void membershipFramesAreThoseOfTheRealDaemonApartFromTheDaemonMembership() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient alice = this.resources.connect(daemon, "alice");
		alice.send(GoldenFrames.bytes("command.join"));
		assertReceives(alice, "membership.join.first_member");
		TestClient bob = this.resources.connect(daemon, "bob").join("g");
		assertReceives(alice, "membership.join.seen_by_existing_member");
		assertReceives(bob, "membership.join.seen_by_joiner");
		TestClient zed = this.resources.connect(daemon, "Zed").join("g");
		assertReceives(alice, "membership.join.third_member_sorts_first");
		zed.receive();
		TestClient big = this.resources.connect(daemon, "big").send(GoldenFrames.bytes("command.join.big_endian"));
		assertReceives(big, "membership.join.seen_by_big_endian_client");
		alice.receive();
		big.send(GoldenFrames.bytes("command.leave.big_endian"));
		assertReceives(big, "membership.self_leave");
		alice.receive();
		zed.receive();
		zed.receive();
		zed.send(GoldenFrames.bytes("command.leave"));
		assertReceives(zed, "membership.self_leave");
		assertReceives(alice, "membership.leave");
		zed.join("g").leave("g");
		alice.receive();
		alice.receive();
		bob.send(GoldenFrames.bytes("command.kill"));
		bob.readToEnd();
		assertReceives(alice, "membership.disconnect.clean");
		TestClient crash = this.resources.connect(daemon, "crash").join("g");
		alice.receive();
		crash.reset();
		assertReceives(alice, "membership.disconnect.abrupt");
		big.send(GoldenFrames.bytes("command.kill.big_endian"));
		assertThat(big.readToEnd()).isEmpty();
	}

	private TestClient connectSender(EmbeddedSpreadDaemon daemon, byte[] frame) throws IOException {
		MemberId sender = MemberId.of(FrameHeader.read(ByteBuffer.wrap(frame)).privateGroup());
		return this.resources.connect(daemon, sender.privateName());
	}

	private static void assertReceives(TestClient client, String name) throws IOException {
		assertThat(withoutDaemonMembership(client.receiveBytes())).as(name)
			.isEqualTo(withoutDaemonMembership(GoldenFrames.bytes(name)));
	}

	/**
	 * Blank the id of the daemon and the time of its start, not the index behind them.
	 */
	private static byte[] withoutDaemonMembership(byte[] frame) {
		FrameHeader header = FrameHeader.read(ByteBuffer.wrap(frame));
		if (header.bodyLength() > 0) {
			int body = FrameHeader.SIZE + header.groupCount() * NameField.SIZE;
			Arrays.fill(frame, body, body + 8, (byte) 0);
		}
		return frame;
	}

}
