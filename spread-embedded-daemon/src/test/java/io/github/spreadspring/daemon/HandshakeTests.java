package io.github.spreadspring.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.Names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class HandshakeTests {

	private static final byte[] REQUEST = { 5, 0, 1, 1, 5, 'a', 'l', 'i', 'c', 'e' };

	private static final byte[] OFFER = { 5, 'N', 'U', 'L', 'L', ' ' };

	private static final byte REJECT_NOT_UNIQUE = -6;

	private static final byte REJECT_AUTH = -9;

	private static final ServerAuthentication REFUSING = (dialogue) -> CompletableFuture.completedFuture(false);

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	static List<String> handshakes() {
		return GoldenFrames.names((name) -> name.startsWith("handshake.") && name.endsWith(".1"))
			.stream()
			.map((name) -> name.substring(0, name.length() - 1))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("handshakes")
	void aClientIsTakenInByteForByte(String prefix) throws IOException {
		EmbeddedSpreadDaemonBuilder builder = EmbeddedSpreadDaemon.builder();
		if (prefix.contains("two_methods")) {
			builder.authentication("NULL", ServerAuthentication.NULL).authentication("IP", REFUSING);
		}
		TestClient client = open(this.resources.start(builder));
		client.send(GoldenFrames.bytes(prefix + "1"));
		byte[] answer = GoldenFrames.bytes(prefix + "2");
		assertThat(client.read(answer.length)).isEqualTo(answer);
		if (GoldenFrames.contains(prefix + "3")) {
			byte[] accept = GoldenFrames.bytes(prefix + "4");
			client.send(GoldenFrames.bytes(prefix + "3"));
			if (prefix.contains("anonymous")) {
				assertThat(client.read(4)).isEqualTo(Arrays.copyOf(accept, 4));
				assertThat(new String(client.read(client.read(1)[0]))).matches("#r[0-9]{1,4}-[0-9]{1,6}#localhost");
			}
			else {
				assertThat(client.read(accept.length)).isEqualTo(accept);
			}
		}
	}

	static List<String> rejections() {
		// the quota and an incomplete choice need a daemon of their own
		return GoldenFrames.names((name) -> name.startsWith("reject.") && name.endsWith(".reply"))
			.stream()
			.map((name) -> name.substring(0, name.length() - "reply".length()))
			.filter((prefix) -> GoldenFrames.contains(prefix + "1") && !prefix.contains("short_choice"))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("rejections")
	void aClientIsRefusedByteForByte(String prefix) throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		this.resources.connect(daemon, "alice");
		try (LogLines log = new LogLines()) {
			TestClient client = open(daemon).send(GoldenFrames.bytes(prefix + "1"));
			if (GoldenFrames.contains(prefix + "3")) {
				client.send(GoldenFrames.bytes(prefix + "3"));
			}
			assertThat(client.readToEnd()).isEqualTo(GoldenFrames.bytes(prefix + "reply"));
			assertThat(log.debugs()).hasSize(1);
			assertThat(log.warnings()).isEmpty();
		}
	}

	@Test
	void aDaemonWithoutAuthenticationMethodsRefusesAtOnce() throws IOException {
		TestClient client = open(
				this.resources.start(EmbeddedSpreadDaemon.builder().requiredAuthentication("IP", REFUSING)));
		client.send(REQUEST);
		assertThat(client.readToEnd()).isEqualTo(GoldenFrames.bytes("reject.auth.no_methods.reply"));
	}

	@Test
	void aClientThatAnAuthenticationMethodRefusesIsTurnedAway() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start(EmbeddedSpreadDaemon.builder()
			.authentication("NULL", ServerAuthentication.NULL)
			.authentication("IP", REFUSING));
		TestClient client = open(daemon).send(REQUEST);
		client.send(new AuthenticationMethods(List.of("IP")).toChoice());
		byte[] answer = client.readToEnd();
		assertThat(answer[answer.length - 1]).isEqualTo(REJECT_AUTH);
	}

	@Test
	void anOldClientIsRefusedWhereNullIsNotOffered() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources
			.start(EmbeddedSpreadDaemon.builder().authentication("IP", REFUSING));
		TestClient client = open(daemon).send(GoldenFrames.bytes("handshake.3_14.1"));
		assertThat(client.readToEnd()).containsExactly(REJECT_AUTH);
	}

	@Test
	void aFullDaemonRefusesBeforeItReadsAnything() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start(EmbeddedSpreadDaemon.builder().maxSessions(2));
		TestClient first = this.resources.connect(daemon, "first");
		open(daemon);
		assertThat(open(daemon).readToEnd()).isEqualTo(GoldenFrames.bytes("reject.quota.reply"));
		first.close();
		await().untilAsserted(() -> {
			try (TestClient next = TestClient.open(daemon)) {
				next.handshake("next", true);
			}
		});
	}

	@Test
	void aHandshakeMayArriveByteByByteWithFramesBehindIt() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient client = open(daemon);
		client.sendInPieces(REQUEST);
		assertThat(client.read(OFFER.length)).isEqualTo(OFFER);
		client.sendInPieces(AuthenticationMethods.NULL.toChoice().array());
		client.sendInPieces(GoldenFrames.bytes("command.join"));
		client.read(21);
		assertThat(client.receive().groups()).containsExactly("#alice#localhost");
	}

	@Test
	void aWholeHandshakeAndFramesMayArriveAtOnce() throws IOException {
		byte[] join = GoldenFrames.bytes("command.join");
		byte[] all = Arrays.copyOf(REQUEST, REQUEST.length + AuthenticationMethods.CHOICE_SIZE + join.length);
		System.arraycopy("NULL".getBytes(), 0, all, REQUEST.length, 4);
		System.arraycopy(join, 0, all, all.length - join.length, join.length);
		TestClient client = open(this.resources.start()).send(all);
		client.read(OFFER.length + 21);
		assertThat(client.receive().groups()).containsExactly("#alice#localhost");
	}

	@Test
	void silentHandshakesDelayNobodyAndTimeOut() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources
			.start(EmbeddedSpreadDaemon.builder().handshakeTimeout(Duration.ofSeconds(2)));
		TestClient silent = open(daemon);
		TestClient halfRequest = open(daemon).send(new byte[] { 5, 0 });
		TestClient noChoice = open(daemon).send(REQUEST);
		TestClient halfChoice = open(daemon).send(GoldenFrames.bytes("reject.auth.short_choice.1"))
			.send(GoldenFrames.bytes("reject.auth.short_choice.3"));
		long start = System.nanoTime();
		TestClient bob = this.resources.connect(daemon, "bob");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
		assertThat(silent.readToEnd()).isEmpty();
		assertThat(halfRequest.readToEnd()).isEmpty();
		assertThat(noChoice.readToEnd()).startsWith(OFFER).endsWith(REJECT_AUTH);
		assertThat(halfChoice.readToEnd()).isEqualTo(GoldenFrames.bytes("reject.auth.short_choice.reply"));
		this.resources.connect(daemon, "alice");
		assertThat(bob.joined("g").multicast("g", "alive").receiveText()).isEqualTo("alive");
	}

	@Test
	void anEstablishedSessionOutlivesTheHandshakeTimeout() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources
			.start(EmbeddedSpreadDaemon.builder().handshakeTimeout(Duration.ofMillis(300)));
		TestClient bob = this.resources.connect(daemon, "bob");
		assertThat(open(daemon).readToEnd()).isEmpty();
		assertThat(bob.joined("g").multicast("g", "alive").receiveText()).isEqualTo("alive");
	}

	@Test
	void aNameIsTakenFromTheRequestUntilTheHandshakeBreaksOff() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient unfinished = open(daemon).send(REQUEST);
		unfinished.read(OFFER.length);
		assertThat(open(daemon).send(REQUEST).readToEnd()).containsExactly(REJECT_NOT_UNIQUE);
		unfinished.close();
		await().untilAsserted(() -> TestClient.connect(daemon, "alice").close());
	}

	@Test
	void aNameIsFreeWhenTheOthersKnowOfTheDisconnect() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient observer = this.resources.connect(daemon, "observer").joined("g");
		for (int i = 0; i < 100; i++) {
			TestClient alice = this.resources.connect(daemon, "alice").joined("g");
			observer.receive();
			if (i % 2 == 0) {
				alice.kill();
			}
			else {
				alice.close();
			}
			observer.receive();
		}
	}

	@Test
	void generatedNamesAreUniqueAndShort() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		List<String> names = IntStream.range(0, 200).mapToObj((i) -> {
			try {
				return this.resources.connect(daemon, "").id().privateName();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}).toList();
		assertThat(names).doesNotHaveDuplicates()
			.allSatisfy((name) -> assertThat(name).matches("r[0-9]+-[0-9]+").hasSizeLessThan(Names.MAX_PRIVATE_NAME));
	}

	private TestClient open(EmbeddedSpreadDaemon daemon) throws IOException {
		return this.resources.add(TestClient.open(daemon));
	}

}
