package io.github.spreadspring.sample.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import io.github.spreadspring.daemon.AccessPolicy;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;
import io.github.spreadspring.daemon.ServerAuthentication;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadLimits;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clients in other languages, each at the embedded daemon.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(PeerLanguage.class)
class PeerClientTests {

	private static final int LEAVE = 0x20000;

	private static final int MAX_BODY = SpreadLimits.maxBody(1);

	@RegisterExtension
	final PeerProcesses processes = new PeerProcesses();

	@Parameter
	PeerLanguage language;

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	@BeforeParameterizedClassInvocation
	static void requireInterpreter(PeerLanguage language) {
		language.require();
	}

	@AfterEach
	void stopDaemon() {
		this.daemon.close();
	}

	@Test
	void theNameIsGivenOrAssigned() throws Exception {
		assertThat(drive().connect(this.daemon.address(), "kim")).isEqualTo("#kim#localhost");
		assertThat(drive().connect(this.daemon.address(), "")).matches("#r\\d+-\\d+#localhost");
	}

	@Test
	void aRefusalIsToldInWords() throws Exception {
		drive().connect(this.daemon.address(), "kim");
		assertThat(refusal(this.daemon, "kim")).contains("-6").contains("in use").contains("assigns one");
		try (EmbeddedSpreadDaemon full = EmbeddedSpreadDaemon.builder().maxSessions(0).build().start();
				EmbeddedSpreadDaemon strict = EmbeddedSpreadDaemon.builder()
					.authentication("NULL", ServerAuthentication.NULL)
					.requiredAuthentication("IP",
							(dialogue) -> ServerAuthentication.NULL.authenticate(dialogue).thenApply((passed) -> false))
					.build()
					.start();
				EmbeddedSpreadDaemon other = EmbeddedSpreadDaemon.builder()
					.authentication("IP", ServerAuthentication.NULL)
					.build()
					.start()) {
			assertThat(refusal(full, "")).contains("-3").contains("no room");
			assertThat(refusal(strict, "")).contains("-9").contains("authentication");
			assertThat(refusal(other, "")).contains("authentication by IP");
		}
	}

	@Test
	void whereNoDaemonIsTheErrorSaysSo() throws Exception {
		String nowhere = SampleRun.freePort() + "@localhost";
		assertThat(lost(drive(), nowhere)).contains("No daemon at " + nowhere);
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(lost(drive(), silent.getLocalPort() + "@localhost")).contains("is that a Spread daemon?");
		}
	}

	@Test
	void aBarePortIsTheUnixSocketWhereThereIsOne() throws Exception {
		int port = SampleRun.freePort();
		Path socket = Path.of("/tmp", String.valueOf(port));
		try {
			EmbeddedSpreadDaemon local = EmbeddedSpreadDaemon.builder()
				.name("unix")
				.tcp(false)
				.unixSocket(socket)
				.build()
				.start();
			assertThat(drive().connect(String.valueOf(port), "kim")).isEqualTo("#kim#unix");
			local.kill();
			assertThat(socket).exists();
			try (EmbeddedSpreadDaemon tcp = EmbeddedSpreadDaemon.builder().name("tcp").port(port).build().start()) {
				assertThat(drive().connect(String.valueOf(tcp.port()), "kim")).isEqualTo("#kim#tcp");
			}
		}
		finally {
			Files.deleteIfExists(socket);
		}
	}

	@Test
	void whatCannotBeSentIsRefused() throws Exception {
		PeerDriver peer = drive();
		assertThat(refused(peer.ask("connect", Map.of("address", "localhost:4803")))).contains("4803@localhost");
		assertThat(refused(peer.ask("connect", Map.of("address", "70000@localhost")))).contains("70000@localhost");
		assertThat(refused(peer.ask("connect", Map.of("address", "4803", "name", "far-too-long"))))
			.contains("up to 10 characters");
		peer.connect(this.daemon.address(), "kim");
		assertThat(refused(peer.ask("join", Map.of("group", "#kim#localhost")))).contains("1 to 31 characters");
		assertThat(refused(peer.ask("leave", Map.of("group", "")))).contains("1 to 31 characters");
		assertThat(refused(send(peer, List.of("two words"), Map.of()))).contains("Destination \"two words\"");
		assertThat(refused(send(peer, List.of(), Map.of()))).contains("0 destinations");
		assertThat(refused(send(peer, List.of("g".repeat(44).split("")), Map.of()))).contains("44 destinations");
		assertThat(refused(send(peer, List.of("g"), Map.of("service", "FAST")))).contains("FAST").contains("AGREED");
		assertThat(refused(send(peer, List.of("g"), Map.of("type", 32_768)))).contains("-32768 to 32767");
		peer.join("g");
	}

	@Test
	void viewsComeWithTheirCause() throws Exception {
		PeerDriver peer = drive();
		String self = peer.connect(this.daemon.address(), "kim");
		assertView(peer.join("g"), "JOIN", self, self);
		try (RawPeer other = new RawPeer(this.daemon.port(), "anna")) {
			other.join("g");
			assertView(peer.receive(), "JOIN", other.privateGroup(), other.privateGroup(), self);
			other.send(LEAVE, 0, "g", new byte[0]);
			assertView(peer.receive(), "LEAVE", other.privateGroup(), self);
			other.join("g");
			JsonNode view = peer.receive();
			assertThat(PeerDriver.list(view, "groupId")).hasSize(3).endsWith("4");
		}
		assertView(peer.receive(), "DISCONNECT", "#anna#localhost", self);
		peer.ask("leave", Map.of("group", "g"));
		assertView(peer.receive(), "SELF_LEAVE", "");
	}

	@Test
	void aDividedNetworkIsATransitionAndAView() throws Exception {
		try (EmbeddedSpreadNetwork network = EmbeddedSpreadNetwork.builder().daemons("alpha", "beta").build().start()) {
			PeerDriver peer = drive();
			String self = peer.connect(network.daemon("alpha").address(), "kim");
			try (RawPeer other = new RawPeer(network.daemon("beta").port(), "anna")) {
				other.join("g");
				other.receive();
				peer.join("g");
				network.partition(List.of("alpha"), List.of("beta"));
				assertView(peer.receive(), "TRANSITION", "");
				JsonNode alone = peer.receive();
				assertView(alone, "NETWORK", "", self);
				assertThat(PeerDriver.list(alone, "stayed")).containsExactly(self);
				network.merge();
				JsonNode together = peer.receive();
				assertView(together, "NETWORK", "", self, other.privateGroup());
				assertThat(PeerDriver.list(together, "stayed")).containsExactly(self);
			}
		}
	}

	@Test
	void withoutMembershipOnlyMessagesCome() throws Exception {
		PeerDriver peer = drive();
		peer.ask("connect", Map.of("address", this.daemon.address(), "membership", false));
		peer.ask("join", Map.of("group", "g"));
		peer.send("g", "hello");
		assertThat(PeerDriver.text(peer.receive())).isEqualTo("hello");
	}

	@Test
	void messagesGoBothWaysWithEachService() throws Exception {
		PeerDriver peer = drive();
		peer.connect(this.daemon.address(), "kim");
		peer.join("g");
		try (RawPeer other = new RawPeer(this.daemon.port(), "anna")) {
			other.join("g");
			peer.receive();
			int bit = 1;
			for (String service : List.of("UNRELIABLE", "RELIABLE", "FIFO", "CAUSAL", "AGREED", "SAFE")) {
				send(peer, List.of("g"), Map.of("service", service, "type", -bit, "selfDiscard", true));
				RawPeer.Frame frame = other.receiveMessage();
				assertThat(frame.type()).as(service).isEqualTo(bit | 0x40);
				assertThat(frame.messageType()).isEqualTo(0x10000 - bit);
				assertThat(frame.text()).isEqualTo("text");
				other.send(bit, 1000 + bit, "g", "grüße".getBytes(StandardCharsets.UTF_8));
				JsonNode message = peer.receive();
				assertThat(message.path("service").asString()).isEqualTo(service);
				assertThat(message.path("sender").asString()).isEqualTo("#anna#localhost");
				assertThat(message.path("type").asInt()).isEqualTo(1000 + bit);
				assertThat(message.path("selfDiscard").asBoolean()).isFalse();
				assertThat(PeerDriver.text(message)).isEqualTo("grüße");
				assertThat(other.receiveMessage().sender()).isEqualTo("#anna#localhost");
				bit <<= 1;
			}
		}
	}

	@Test
	void severalDestinationsGetOneCopyEach() throws Exception {
		PeerDriver peer = drive();
		PeerDriver other = drive();
		peer.connect(this.daemon.address(), "kim");
		String privateGroup = other.connect(this.daemon.address(), "anna");
		other.join("g");
		other.join("h");
		send(peer, List.of("g", "h", privateGroup), Map.of());
		assertThat(PeerDriver.list(other.receive(), "groups")).containsExactly("g", "h", privateGroup);
		peer.send(privateGroup, "for you");
		assertThat(PeerDriver.text(other.receive())).isEqualTo("for you");
	}

	@Test
	void theLargestMessageArrivesWholeAndALargerOneIsRefused() throws Exception {
		PeerDriver peer = drive();
		peer.connect(this.daemon.address(), "kim");
		peer.join("g");
		byte[] body = new byte[MAX_BODY];
		for (int i = 0; i < body.length; i++) {
			body[i] = (byte) (i * 31 >> 3);
		}
		peer.multicast(List.of("g"), body, Map.of());
		peer.multicast(List.of("g"), body, Map.of("type", 7));
		assertThat(PeerDriver.body(peer.receive())).isEqualTo(body);
		assertThat(peer.receive().path("type").asInt()).isEqualTo(7);
		assertThat(refused(peer.multicast(List.of("g"), new byte[MAX_BODY + 1], Map.of()))).contains("143,120")
			.contains("143,119");
		assertThat(refused(peer.multicast(List.of("g", "h"), body, Map.of()))).contains("143,087");
	}

	@Test
	void aWaitThatIsOverGivesNothing() throws Exception {
		PeerDriver peer = drive();
		peer.connect(this.daemon.address(), "kim");
		peer.join("g");
		assertThat(peer.ask("receive", Map.of("timeout", 0)).path("kind").asString()).isEqualTo("nothing");
		assertThat(peer.ask("receive", Map.of("timeout", 0.1)).path("kind").asString()).isEqualTo("nothing");
		peer.send("g", "late");
		assertThat(PeerDriver.text(peer.receive())).isEqualTo("late");
	}

	@Test
	void afterDisconnectTheDaemonHasEverythingAndTheNameIsFree() throws Exception {
		try (RawPeer other = new RawPeer(this.daemon.port(), "anna")) {
			other.join("g");
			PeerDriver peer = drive();
			peer.connect(this.daemon.address(), "kim");
			for (int i = 0; i < 20; i++) {
				peer.send("g", "text " + i);
			}
			peer.disconnect();
			assertThat(this.daemon.hasSession("kim")).isFalse();
			for (int i = 0; i < 20; i++) {
				assertThat(other.receiveMessage().text()).isEqualTo("text " + i);
			}
			assertThat(lost(send(peer, List.of("g"), Map.of()))).isNotEmpty();
			assertThat(lost(peer.ask("receive", Map.of()))).isNotEmpty();
			peer.disconnect();
		}
	}

	@Test
	void aLostConnectionIsAnError() throws Exception {
		PeerDriver peer = drive();
		peer.connect(this.daemon.address(), "kim");
		peer.join("g");
		this.daemon.close();
		assertThat(lost(peer.ask("receive", Map.of()))).contains("closed the connection");
		peer.disconnect();
	}

	@Test
	void whatTheDaemonDeniesComesBack() throws Exception {
		AccessPolicy policy = new AccessPolicy() {

			@Override
			public boolean mayJoin(MemberId member, String group) {
				return !group.equals("secret");
			}

			@Override
			public boolean maySend(MemberId sender, List<String> destinations, ServiceType serviceType) {
				return !destinations.contains("secret");
			}

		};
		try (EmbeddedSpreadDaemon strict = EmbeddedSpreadDaemon.builder().accessPolicy(policy).build().start()) {
			PeerDriver peer = drive();
			peer.connect(strict.address(), "kim");
			peer.ask("join", Map.of("group", "secret"));
			JsonNode join = peer.receive();
			assertThat(join.path("what").asString()).isEqualTo("JOIN");
			assertThat(PeerDriver.list(join, "groups")).containsExactly("secret");
			send(peer, List.of("g", "secret"), Map.of());
			JsonNode message = peer.receive();
			assertThat(message.path("kind").asString()).isEqualTo("rejected");
			assertThat(message.path("what").asString()).isEqualTo("MESSAGE");
			assertThat(PeerDriver.list(message, "groups")).containsExactly("g", "secret");
			assertThat(PeerDriver.text(message)).isEqualTo("text");
		}
	}

	@Test
	void aBigEndianDaemonIsUnderstoodByteByByte() throws Exception {
		try (BigEndianDaemon big = new BigEndianDaemon()) {
			big.tellView(0x1100, "g", List.of("#anna#big", "#kim#big"), 0, 1, "#anna#big");
			big.tellFromLittleEndianSender(0x20, "#anna#big", "g", "hello");
			big.tellView(0x1800, "g", List.of("#kim#big", "#zoe#far"), 36, 1, "#zoe#far", 1, "#kim#big");
			big.start();
			PeerDriver peer = drive();
			assertThat(peer.connect(big.address(), "kim")).isEqualTo("#kim#big");
			JsonNode view = peer.receive();
			assertView(view, "JOIN", "#anna#big", "#anna#big", "#kim#big");
			assertThat(PeerDriver.list(view, "groupId")).containsExactly("-5", "6", "7");
			JsonNode message = peer.receive();
			assertThat(message.path("service").asString()).isEqualTo("SAFE");
			assertThat(message.path("type").asInt()).isEqualTo(0x1234);
			assertThat(PeerDriver.text(message)).isEqualTo("hello");
			assertThat(PeerDriver.list(peer.receive(), "stayed")).containsExactly("#kim#big");
		}
	}

	private PeerDriver drive() throws IOException {
		return this.processes.drive(this.language);
	}

	private String refusal(EmbeddedSpreadDaemon daemon, String name) throws IOException, InterruptedException {
		return lost(drive().ask("connect", Map.of("address", daemon.address(), "name", name)));
	}

	private static JsonNode send(PeerDriver peer, List<String> groups, Map<String, ?> options)
			throws IOException, InterruptedException {
		return peer.multicast(groups, "text".getBytes(StandardCharsets.UTF_8), options);
	}

	private static void assertView(JsonNode view, String cause, String changed, String... members) {
		assertThat(view.path("kind").asString()).as("%s", view).isEqualTo("membership");
		assertThat(view.path("group").asString()).isEqualTo("g");
		assertThat(view.path("cause").asString()).isEqualTo(cause);
		assertThat(view.path("changed").asString("")).isEqualTo(changed);
		assertThat(PeerDriver.list(view, "members")).containsExactly(members);
	}

	private static String lost(PeerDriver peer, String address) throws IOException, InterruptedException {
		return lost(peer.ask("connect", Map.of("address", address, "timeout", 1)));
	}

	private static String lost(JsonNode answer) {
		assertThat(answer.has("lost")).as("%s", answer).isTrue();
		return answer.path("lost").asString();
	}

	private static String refused(JsonNode answer) {
		assertThat(answer.has("refused")).as("%s", answer).isTrue();
		return answer.path("refused").asString();
	}

}
