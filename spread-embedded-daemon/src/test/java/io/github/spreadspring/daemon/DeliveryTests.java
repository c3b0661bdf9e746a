package io.github.spreadspring.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.MembershipCause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class DeliveryTests {

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	private EmbeddedSpreadDaemon daemon;

	private TestClient alice;

	private TestClient bob;

	@BeforeEach
	void connect() throws IOException {
		this.daemon = this.resources.start();
		this.alice = this.resources.connect(this.daemon, "alice");
		this.bob = this.resources.connect(this.daemon, "bob");
	}

	@Test
	void aMessageToSeveralGroupsArrivesOnce() throws IOException {
		this.bob.joined("g").joined("h");
		List<String> destinations = List.of("h", "nobody", "g", "g", "#bob#localhost");
		this.alice.multicast(destinations, "once".getBytes()).multicast("g", "next");
		assertThat(this.bob.receive().groups()).isEqualTo(destinations);
		assertThat(this.bob.receiveText()).isEqualTo("next");
	}

	@Test
	void selfDiscardKeepsAMessageFromItsSenderOnly() throws IOException {
		this.alice.joined("g");
		this.bob.joined("g");
		this.alice.receive();
		this.alice.discardingSelf("g", "others").discardingSelf("#alice#localhost", "nobody").multicast("g", "all");
		assertThat(this.alice.receiveText()).isEqualTo("all");
		assertThat(this.bob.receiveText()).isEqualTo("others");
		assertThat(this.bob.receiveText()).isEqualTo("all");
	}

	@Test
	void aPrivateGroupReachesItsSessionOnly() throws IOException {
		this.alice.multicast("#bob#localhost", "psst").multicast("#alice#localhost", "me");
		Frame frame = this.bob.receive();
		assertThat(frame.privateGroup()).isEqualTo("#alice#localhost");
		assertThat(frame.body()).asString().isEqualTo("psst");
		assertThat(this.alice.receiveText()).isEqualTo("me");
	}

	@Test
	void destinationsThatAreNobodyAreSilent() throws IOException {
		for (String nobody : List.of("#bob#elsewhere", "#carol#localhost", "#bob", "#", "##", "#bob#localhost#", "bob",
				"")) {
			this.alice.multicast(nobody, "nobody");
		}
		this.alice.multicast("#bob#localhost", "bob");
		assertThat(this.bob.receiveText()).isEqualTo("bob");
	}

	@Test
	void aJoinedPrivateGroupNeverReceivesData() throws IOException {
		this.bob.joined("#alice#localhost").joined("#any");
		this.alice.multicast("#alice#localhost", "mine").multicast("#any", "nobody").multicast("#bob#localhost", "bob");
		assertThat(this.alice.receiveText()).isEqualTo("mine");
		assertThat(this.bob.receiveText()).isEqualTo("bob");
	}

	@Test
	void aMessageToFortyFourGroupsReachesNobodyAndIsWarnedOfOnce() throws IOException {
		this.bob.joined("g0");
		try (LogLines log = new LogLines()) {
			this.alice.multicast(groups(44), "lost".getBytes())
				.multicast(groups(100), "lost".getBytes())
				.multicast(groups(43), "arrives".getBytes());
			assertThat(this.bob.receiveText()).isEqualTo("arrives");
			assertThat(log.warnings()).singleElement().asString().contains("#alice#localhost", "44 groups");
		}
	}

	@Test
	void theLargestMessageArrivesAndALargerOneEndsItsSessionOnly() throws IOException {
		this.alice.joined("g");
		this.bob.joined("g");
		this.alice.receive();
		byte[] body = new byte[143_120];
		Arrays.fill(body, (byte) 7);
		this.alice.multicast(List.of("g"), body);
		assertThat(this.bob.receive().body()).isEqualTo(body);
		try (LogLines log = new LogLines()) {
			this.alice.multicast(List.of("g"), Arrays.copyOf(body, 143_121));
			assertThat(this.bob.receive().type().cause()).isEqualTo(MembershipCause.DISCONNECT);
			assertThat(log.warnings()).singleElement().asString().contains("#alice#localhost", "143121 bytes");
		}
		assertThat(this.bob.multicast("g", "alive").receiveText()).isEqualTo("alive");
	}

	@Test
	void bodyAndGroupsShareTheLimit() throws IOException {
		this.bob.joined("g0");
		this.alice.multicast(groups(43), new byte[143_152 - 43 * 32]);
		assertThat(this.bob.receive().body()).hasSize(143_152 - 43 * 32);
		this.alice.multicast(groups(43), new byte[143_153 - 43 * 32]);
		this.alice.readToEnd();
		assertThat(this.bob.multicast("g0", "alive").receiveText()).isEqualTo("alive");
	}

	@Test
	void framesMayArriveByteByByteOrManyAtOnce() throws IOException {
		this.bob.joined("g");
		byte[] frame = GoldenFrames.bytes("regular.AGREED_MESS.sent");
		this.alice.sendInPieces(frame);
		assertThat(this.bob.receiveBytes()).isEqualTo(frame);
		ByteBuffer many = ByteBuffer.allocate(500 * frame.length);
		IntStream.range(0, 500).forEach((i) -> many.put(frame));
		this.alice.send(many.array());
		for (int i = 0; i < 500; i++) {
			assertThat(this.bob.receiveBytes()).isEqualTo(frame);
		}
	}

	@Test
	void theSenderMayChangeItsByteOrderFromFrameToFrame() throws IOException {
		this.bob.joined("g");
		TestClient big = this.resources.connect(this.daemon, "big");
		byte[] bigEndian = GoldenFrames.bytes("regular.big_endian_sender.sent");
		big.multicast("g", "little").send(bigEndian).multicast("g", "little again");
		assertThat(this.bob.receiveText()).isEqualTo("little");
		Frame frame = this.bob.receive();
		assertThat(frame.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
		assertThat(frame.hint().order()).isEqualTo(ByteOrder.BIG_ENDIAN);
		assertThat(this.bob.receiveText()).isEqualTo("little again");
	}

	@Test
	void allReceiversSeeOneOrderOfAllSenders() throws Exception {
		int perSender = 500;
		TestClient carol = this.resources.connect(this.daemon, "carol");
		List<TestClient> clients = List.of(this.alice, this.bob, carol);
		for (TestClient client : clients) {
			client.joined("g");
		}
		this.alice.receive();
		this.alice.receive();
		this.bob.receive();
		List<FutureTask<Void>> senders = clients.stream().map((client) -> sendAll(client, perSender)).toList();
		List<String> expected = receiveTexts(this.alice, 3 * perSender);
		assertThat(receiveTexts(this.bob, 3 * perSender)).isEqualTo(expected);
		assertThat(receiveTexts(carol, 3 * perSender)).isEqualTo(expected);
		for (FutureTask<Void> sender : senders) {
			sender.get();
		}
		for (TestClient client : clients) {
			String name = client.id().privateName();
			assertThat(expected.stream().filter((text) -> text.startsWith(name)))
				.containsExactlyElementsOf(IntStream.range(0, perSender).mapToObj((i) -> name + i).toList());
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x00080000, 0x00400000 })
	void aMessageWithABitThatOnlyDaemonsSetEndsItsSessionOnly(int bit) throws IOException {
		this.alice.joined("g");
		this.bob.joined("g");
		byte[] frame = GoldenFrames.bytes("regular.AGREED_MESS.sent");
		frame[2] |= (byte) (bit >> 16);
		this.alice.receive();
		this.alice.send(frame);
		assertThat(this.alice.readToEnd()).isEmpty();
		assertThat(this.bob.receive().type().cause()).isEqualTo(MembershipCause.DISCONNECT);
		assertThat(this.bob.multicast("g", "alive").receiveText()).isEqualTo("alive");
	}

	@Test
	void garbageTouchesNobodyElse() throws IOException {
		Random random = new Random(4803);
		for (int i = 0; i < 100; i++) {
			byte[] garbage = new byte[random.nextInt(300)];
			random.nextBytes(garbage);
			TestClient client = this.resources.add(TestClient.open(this.daemon));
			if (i % 2 == 0) {
				client.handshake("bad" + i, true);
			}
			client.send(garbage).halfClose();
			client.readToEnd();
		}
		assertThat(this.bob.joined("g").multicast("g", "alive").receiveText()).isEqualTo("alive");
		await().untilAsserted(() -> assertThat(this.daemon.sessions()).isEqualTo(2));
	}

	@Test
	void theNameOfTheSenderIsTerminatedAndDestinationsAreLeftAlone() throws IOException {
		byte[] sent = GoldenFrames.bytes("regular.multigroup.sent");
		byte[] expected = sent.clone();
		Arrays.fill(sent, 21, 36, (byte) 'x');
		Arrays.fill(expected, 21, 35, (byte) 'x');
		Arrays.fill(sent, 80, 112, (byte) 'h');
		Arrays.fill(expected, 80, 112, (byte) 'h');
		this.bob.joined("g");
		this.alice.send(sent);
		assertThat(this.bob.receiveBytes()).isEqualTo(expected);
	}

	private static FutureTask<Void> sendAll(TestClient client, int count) {
		FutureTask<Void> task = new FutureTask<>(() -> {
			for (int i = 0; i < count; i++) {
				client.multicast("g", client.id().privateName() + i);
			}
			return null;
		});
		new Thread(task).start();
		return task;
	}

	private static List<String> receiveTexts(TestClient client, int count) throws IOException {
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			texts.add(client.receiveText());
		}
		return texts;
	}

	private static List<String> groups(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "g" + i).toList();
	}

}
