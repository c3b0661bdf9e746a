package io.github.spreadspring.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.MessageHint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What one client can make the daemon keep has a bound, and who is at it is cut off
 * without harm to others.
 */
@Timeout(60)
class SessionLimitTests {

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	@Test
	void aClientThatReadsNothingIsCutOffAtItsBytes() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources
			.start(EmbeddedSpreadDaemon.builder().maxSessionBytes(4 * 1024 * 1024));
		this.resources.add(TestClient.connectWithSmallBuffer(daemon, "slow")).joined("g").join("watch");
		TestClient observer = this.resources.connect(daemon, "observer").joined("watch");
		TestClient sender = this.resources.connect(daemon, "sender");
		try (LogLines log = new LogLines()) {
			byte[] body = new byte[143_000];
			// 28.6 MB, which are 200 frames of 1000
			for (int i = 0; i < 200; i++) {
				sender.multicast(List.of("g"), body);
			}
			assertThat(observer.receive().type().cause()).isEqualTo(MembershipCause.DISCONNECT);
			assertThat(log.warnings()).singleElement()
				.asString()
				.contains("#slow#localhost", "reads too slowly")
				.containsPattern("4\\d{6} bytes are waiting");
		}
	}

	@Test
	void aClientCanBeInAsManyGroupsAsAreAllowed() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start(EmbeddedSpreadDaemon.builder().maxSessionGroups(3));
		TestClient greedy = this.resources.connect(daemon, "greedy").joined("a").joined("b").joined("c");
		greedy.join("a").leave("b");
		assertThat(greedy.receive().type().isSelfLeave()).isTrue();
		greedy.joined("d").join("e");
		assertThat(greedy.readToEnd()).isEmpty();
		TestClient other = this.resources.connect(daemon, "greedy");
		assertThat(other.join("a").receive().groups()).containsExactly("#greedy#localhost");
	}

	@Test
	void aDeniedCommandThatLooksLikeARejectionEndsItsSessionOnly() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources
			.start(EmbeddedSpreadDaemon.builder().accessPolicy(new AccessPolicy() {

				@Override
				public boolean mayJoin(MemberId member, String group) {
					return !group.equals("denied");
				}

			}));
		TestClient attacker = this.resources.connect(daemon, "attacker");
		try (LogLines log = new LogLines()) {
			attacker.send(new Frame(ByteOrder.LITTLE_ENDIAN, new FrameType(FrameType.JOIN | FrameType.REJECT),
					attacker.id().toString(), List.of("denied"), new MessageHint((short) 0, ByteOrder.LITTLE_ENDIAN),
					new byte[0])
				.toBytes());
			assertThat(attacker.readToEnd()).isEmpty();
			assertThat(log.warnings()).singleElement().asString().contains("#attacker#localhost", "denied command");
		}
		assertThat(this.resources.connect(daemon, "other").join("g").receive().groups()).hasSize(1);
	}

	@Test
	void otherMachinesCanConnectOnlyWhereThatIsAllowed() throws IOException {
		EmbeddedSpreadDaemonBuilder builder = EmbeddedSpreadDaemon.builder()
			.bindAddress(InetAddress.getByName("0.0.0.0"));
		assertThatIllegalStateException().isThrownBy(builder::build)
			.withMessageContainingAll("0.0.0.0", "allowRemoteClients(true)", "loopback");
		assertThat(builder.allowRemoteClients(true).build().isRunning()).isFalse();
		assertThat(builder.allowRemoteClients(false).bindAddress(InetAddress.getByName("127.0.0.2")).build().name())
			.isEqualTo("localhost");
	}

	@Test
	void aBoundThatLetsNothingThroughIsRefused() {
		EmbeddedSpreadDaemonBuilder builder = EmbeddedSpreadDaemon.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxSessionBytes(0))
			.withMessageContaining("above zero");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxSessionGroups(-1));
	}

}
