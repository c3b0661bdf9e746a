package io.github.spreadspring.daemon;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class AccessPolicyTests {

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	static List<String> denied() {
		return GoldenFrames.names((name) -> name.startsWith("rejected.") && name.endsWith(".sent"))
			.stream()
			.map((name) -> name.substring(0, name.length() - ".sent".length()))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("denied")
	void whatIsDeniedGoesBackToItsSenderOnly(String name) throws IOException {
		EmbeddedSpreadDaemon daemon = start(new DenyingPolicy());
		TestClient alice = this.resources.connect(daemon, "alice");
		TestClient bob = this.resources.connect(daemon, "bob").joined("g");
		alice.multicast("#alice#localhost", "before")
			.send(GoldenFrames.bytes(name + ".sent"))
			.multicast(List.of("#alice#localhost", "g"), "after".getBytes());
		assertThat(alice.receiveText()).isEqualTo("before");
		assertThat(alice.receiveBytes()).isEqualTo(GoldenFrames.bytes(name + ".received"));
		assertThat(alice.receiveText()).isEqualTo("after");
		assertThat(bob.receiveText()).isEqualTo("after");
	}

	@Test
	void aDeniedMessageWithSelfDiscardVanishes() throws IOException {
		EmbeddedSpreadDaemon daemon = start(new DenyingPolicy());
		TestClient alice = this.resources.connect(daemon, "alice").joined("g");
		alice.discardingSelf("deny", "vanishes").multicast("g", "next");
		assertThat(alice.receiveText()).isEqualTo("next");
	}

	@Test
	void theLastOfAHundredGroupsGivesWayToTheSender() throws IOException {
		EmbeddedSpreadDaemon daemon = start(new DenyingPolicy());
		TestClient alice = this.resources.connect(daemon, "alice");
		List<String> groups = new ArrayList<>(IntStream.range(0, 100).mapToObj((i) -> "deny" + i).toList());
		alice.multicast(groups, "hello".getBytes());
		groups.set(99, "#alice#localhost");
		Frame reject = alice.receive();
		assertThat(reject.groups()).isEqualTo(groups);
		assertThat(reject.body()).asString().isEqualTo("hello");
	}

	@Test
	void thePolicyIsAskedForEveryMessage() throws IOException {
		List<ServiceType> asked = Collections.synchronizedList(new ArrayList<>());
		EmbeddedSpreadDaemon daemon = start(new AccessPolicy() {

			@Override
			public boolean maySend(MemberId sender, List<String> destinations, ServiceType serviceType) {
				assertThat(sender).hasToString("#alice#localhost");
				asked.add(serviceType);
				return asked.size() % 2 == 0;
			}

		});
		TestClient alice = this.resources.connect(daemon, "alice").joined("g");
		byte[] frame = GoldenFrames.bytes("regular.AGREED_MESS.sent");
		byte[] all = new byte[100 * frame.length];
		IntStream.range(0, 100).forEach((i) -> System.arraycopy(frame, 0, all, i * frame.length, frame.length));
		alice.send(all);
		for (int i = 0; i < 100; i++) {
			assertThat(alice.receive().type().isReject()).isEqualTo(i % 2 == 0);
		}
		assertThat(asked).hasSize(100).containsOnly(ServiceType.AGREED);
	}

	@Test
	void aMemberThatMayNotLeaveStays() throws IOException {
		EmbeddedSpreadDaemon daemon = start(new DenyingPolicy() {

			@Override
			public boolean mayJoin(MemberId member, String group) {
				return true;
			}

		});
		TestClient alice = this.resources.connect(daemon, "alice").joined("denyj").leave("denyj");
		assertThat(alice.receive().type()).isEqualTo(new FrameType(FrameType.REJECT));
		this.resources.connect(daemon, "bob").join("denyj");
		assertThat(alice.receive().groups()).containsExactly("#alice#localhost", "#bob#localhost");
	}

	@Test
	void aPolicyThatThrowsDeniesAndIsLogged() throws IOException {
		EmbeddedSpreadDaemon daemon = start(new AccessPolicy() {

			@Override
			public boolean mayJoin(MemberId member, String group) {
				throw new IllegalStateException("no policy today");
			}

		});
		TestClient alice = this.resources.connect(daemon, "alice");
		try (LogLines log = new LogLines()) {
			assertThat(alice.join("g").receive().type().isReject()).isTrue();
			assertThat(log.warnings()).singleElement().asString().contains("access policy", "#alice#localhost");
		}
		assertThat(alice.multicast("#alice#localhost", "alive").receiveText()).isEqualTo("alive");
	}

	@Test
	void aDeniedMessageToANameWithoutAnEndEndsItsSessionOnly() throws IOException {
		EmbeddedSpreadDaemon daemon = start(new DenyingPolicy());
		TestClient alice = this.resources.connect(daemon, "alice");
		TestClient bob = this.resources.connect(daemon, "bob").joined("g");
		byte[] frame = GoldenFrames.bytes("rejected.multicast.sent");
		Arrays.fill(frame, 52, 80, (byte) 'x');
		assertThat(alice.send(frame).readToEnd()).isEmpty();
		assertThat(bob.multicast("g", "alive").receiveText()).isEqualTo("alive");
	}

	private EmbeddedSpreadDaemon start(AccessPolicy policy) {
		return this.resources.start(EmbeddedSpreadDaemon.builder().accessPolicy(policy));
	}

	/**
	 * Denies what the golden frames were captured with.
	 */
	private static class DenyingPolicy implements AccessPolicy {

		@Override
		public boolean mayJoin(MemberId member, String group) {
			return !group.startsWith("deny");
		}

		@Override
		public boolean mayLeave(MemberId member, String group) {
			return !group.startsWith("deny");
		}

		@Override
		public boolean maySend(MemberId sender, List<String> destinations, ServiceType serviceType) {
			return destinations.stream().noneMatch((name) -> name.startsWith("deny") || name.startsWith("#deny"));
		}

	}

}
