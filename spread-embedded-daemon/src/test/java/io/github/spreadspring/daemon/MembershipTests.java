package io.github.spreadspring.daemon;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class MembershipTests {

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	private EmbeddedSpreadDaemon daemon;

	private TestClient alice;

	@BeforeEach
	void connect() throws IOException {
		this.daemon = this.resources.start();
		this.alice = this.resources.connect(this.daemon, "alice");
	}

	@Test
	void joiningTwiceAndLeavingWhatWasNotJoinedHasNoAnswer() throws IOException {
		this.alice.joined("g").join("g").leave("other").multicast("g", "next");
		assertThat(this.alice.receiveText()).isEqualTo("next");
	}

	@Test
	void membersAreListedInByteOrder() throws IOException {
		this.alice.joined("g");
		for (String name : List.of("b", "~", "Z", "$")) {
			this.resources.connect(this.daemon, name).joined("g");
			this.alice.receive();
		}
		this.resources.connect(this.daemon, "alicf").join("g");
		assertThat(this.alice.receive().groups()).containsExactly("#$#localhost", "#Z#localhost", "#alice#localhost",
				"#alicf#localhost", "#b#localhost", "#~#localhost");
	}

	@Test
	void theLeaverGetsASelfLeaveOnly() throws IOException {
		this.alice.joined("g");
		TestClient bob = this.resources.connect(this.daemon, "bob").joined("g");
		this.alice.receive();
		bob.leave("g").multicast("#bob#localhost", "after");
		assertThat(bob.receive().type().isSelfLeave()).isTrue();
		assertThat(bob.receiveText()).isEqualTo("after");
		Frame left = this.alice.receive();
		assertThat(left.type().cause()).isEqualTo(MembershipCause.LEAVE);
		assertThat(left.groups()).containsExactly("#alice#localhost");
	}

	@Test
	void aDisconnectIsToldGroupByGroupInByteOrder() throws IOException {
		for (String group : List.of("b", "a", "\u00e9", "Z")) {
			this.alice.joined(group);
		}
		TestClient bob = this.resources.connect(this.daemon, "bob");
		for (String group : List.of("\u00e9", "b", "Z", "a")) {
			bob.joined(group);
			this.alice.receive();
		}
		bob.close();
		for (String group : List.of("Z", "a", "b", "\u00e9")) {
			Frame frame = this.alice.receive();
			assertThat(frame.type().cause()).isEqualTo(MembershipCause.DISCONNECT);
			assertThat(frame.privateGroup()).isEqualTo(group);
		}
	}

	@Test
	void aHalfClosedConnectionIsADisconnect() throws IOException {
		this.alice.joined("g");
		TestClient bob = this.resources.connect(this.daemon, "bob").joined("g");
		this.alice.receive();
		bob.multicast("g", "last words").halfClose();
		assertThat(this.alice.receiveText()).isEqualTo("last words");
		assertThat(this.alice.receive().type().cause()).isEqualTo(MembershipCause.DISCONNECT);
		bob.readToEnd();
	}

	@Test
	void whatCameBeforeAKillIsDeliveredAndWhatComesAfterIsNot() throws IOException {
		this.alice.joined("g");
		TestClient bob = this.resources.connect(this.daemon, "bob").joined("g");
		this.alice.receive();
		bob.multicast("g", "before").kill().multicast("g", "after");
		assertThat(this.alice.receiveText()).isEqualTo("before");
		assertThat(this.alice.receive().type().cause()).isEqualTo(MembershipCause.DISCONNECT);
		assertThat(this.alice.multicast("g", "mine").receiveText()).isEqualTo("mine");
		bob.readToEnd();
	}

	@Test
	void anIncompleteFrameIsDiscardedWhenItsSenderIsGone() throws IOException {
		this.alice.joined("g");
		TestClient bob = this.resources.connect(this.daemon, "bob").joined("g");
		this.alice.receive();
		byte[] frame = GoldenFrames.bytes("regular.big_endian_sender.sent");
		bob.multicast("g", "whole").send(Arrays.copyOf(frame, 30)).close();
		assertThat(this.alice.receiveText()).isEqualTo("whole");
		assertThat(this.alice.receive().type().cause()).isEqualTo(MembershipCause.DISCONNECT);
	}

	@Test
	void aSessionWithoutMembershipIsListedButToldNothing() throws IOException {
		TestClient quiet = this.resources.add(TestClient.connectWithoutMembership(this.daemon, "quiet"));
		quiet.join("g").multicast("#quiet#localhost", "joined");
		assertThat(quiet.receiveText()).isEqualTo("joined");
		this.alice.join("g");
		assertThat(this.alice.receive().groups()).containsExactly("#alice#localhost", "#quiet#localhost");
		this.alice.multicast("g", "to both");
		assertThat(this.alice.receiveText()).isEqualTo("to both");
		assertThat(quiet.receiveText()).isEqualTo("to both");
		quiet.leave("g");
		assertThat(this.alice.receive().type().cause()).isEqualTo(MembershipCause.LEAVE);
		this.alice.multicast("#quiet#localhost", "end");
		assertThat(quiet.receiveText()).isEqualTo("end");
	}

	@Test
	void theIndexOfTheGroupIdCountsChangesUntilTheGroupIsEmpty() throws IOException {
		GroupId first = groupId(this.alice.join("g").receive());
		TestClient bob = this.resources.connect(this.daemon, "bob").join("g");
		GroupId second = groupId(this.alice.receive());
		assertThat(groupId(bob.receive())).isEqualTo(second);
		bob.leave("g");
		GroupId third = groupId(this.alice.receive());
		assertThat(List.of(first.index(), second.index(), third.index())).containsExactly(1, 2, 3);
		this.alice.leave("g").receive();
		assertThat(groupId(this.alice.join("g").receive())).isEqualTo(first);
	}

	@Test
	void groupIdsDifferAfterARestart() throws IOException {
		GroupId before = groupId(this.alice.join("g").receive());
		this.daemon.close();
		this.daemon.start();
		GroupId after = groupId(this.resources.connect(this.daemon, "alice").join("g").receive());
		assertThat(after.daemonId()).isEqualTo(before.daemonId());
		assertThat(after.time()).isGreaterThan(before.time());
	}

	@Test
	void namesThatNoLibraryWouldSendAreAccepted() throws IOException {
		for (String group : List.of("", " ", "a b", "\u0001", "\u00ff", "#alice#localhost", "#", "a".repeat(31))) {
			this.alice.join(group);
			assertThat(this.alice.receive().privateGroup()).isEqualTo(group);
			this.alice.leave(group);
			assertThat(this.alice.receive().privateGroup()).isEqualTo(group);
		}
	}

	@Test
	void onlyTheFirstGroupOfAJoinCounts() throws IOException {
		byte[] join = GoldenFrames.bytes("command.join");
		byte[] twoGroups = Arrays.copyOf(join, join.length + 32);
		twoGroups[36] = 2;
		twoGroups[join.length] = 'h';
		this.alice.send(twoGroups).multicast("h", "nobody").multicast("g", "me");
		this.alice.receive();
		assertThat(this.alice.receiveText()).isEqualTo("me");
	}

	@Test
	void aJoinWithoutAUsableNameEndsTheSession() throws IOException {
		byte[] noGroup = Arrays.copyOf(GoldenFrames.bytes("command.join"), 48);
		noGroup[36] = 0;
		byte[] unterminated = GoldenFrames.bytes("command.join");
		Arrays.fill(unterminated, 48, 80, (byte) 'g');
		for (byte[] join : List.of(noGroup, unterminated)) {
			try (LogLines log = new LogLines()) {
				this.alice.send(join);
				assertThat(this.alice.readToEnd()).isEmpty();
				assertThat(log.warnings()).singleElement()
					.asString()
					.contains("#alice#localhost", "127.0.0.1:", "a join without a group name");
			}
			this.alice = this.resources.connect(this.daemon, "alice");
		}
	}

	private static GroupId groupId(Frame frame) {
		return MembershipBody.of(frame).groupId();
	}

}
