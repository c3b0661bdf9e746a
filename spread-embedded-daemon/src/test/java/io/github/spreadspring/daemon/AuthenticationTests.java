package io.github.spreadspring.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.protocol.AuthenticationMethods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class AuthenticationTests {

	private static final byte[] REQUEST = { 5, 0, 1, 1, 5, 'a', 'l', 'i', 'c', 'e' };

	private static final byte[] OFFER = { 5, 'W', 'O', 'R', 'D', ' ' };

	private static final byte[] CREDENTIALS = credentials("alice", "sesame");

	private static final byte REJECT_AUTH = -9;

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	/**
	 * User and password in fields of 32 and 8 bytes, answered by one byte.
	 */
	private static CompletionStage<Boolean> word(ServerDialogue dialogue) {
		return dialogue.read(32).thenCompose((user) -> dialogue.read(8).thenApply((password) -> {
			assertThat(dialogue.client()).hasToString("#alice#localhost");
			boolean right = text(user).equals("alice") && text(password).equals("sesame");
			dialogue.write((byte) (right ? 1 : 0));
			return right;
		}));
	}

	@Test
	void whoKnowsThePasswordIsTakenIn() throws IOException {
		TestClient client = choose(start(AuthenticationTests::word), "WORD").send(CREDENTIALS);
		assertThat(client.read(1)).containsExactly(1);
		assertAccepted(client);
	}

	@Test
	void whoDoesNotIsTurnedAway() throws IOException {
		TestClient client = choose(start(AuthenticationTests::word), "WORD").send(credentials("alice", "guess"));
		assertThat(client.readToEnd()).containsExactly(0, REJECT_AUTH);
	}

	@Test
	void theDialogueMayComeInPiecesWithFramesBehindIt() throws IOException {
		TestClient client = choose(start(AuthenticationTests::word), "WORD").sendInPieces(CREDENTIALS)
			.send(GoldenFrames.bytes("command.join"));
		client.read(1);
		assertAccepted(client);
		assertThat(client.receive().groups()).containsExactly("#alice#localhost");
	}

	@Test
	void everyChosenMethodRunsInTheOrderOfTheChoice() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start(EmbeddedSpreadDaemon.builder()
			.authentication("B", saying('b'))
			.authentication("A", saying('a'))
			.authentication("WORD", AuthenticationTests::word));
		TestClient client = this.resources.add(TestClient.open(daemon)).send(REQUEST);
		assertThat(client.read(10)).asString().endsWith("B A WORD ");
		client.send(new AuthenticationMethods(List.of("A", "B")).toChoice());
		assertThat(client.read(2)).asString().isEqualTo("ab");
		assertAccepted(client);
	}

	@Test
	void aRequiredMethodRunsBehindTheChosenOnesAndCannotBeChosen() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start(EmbeddedSpreadDaemon.builder()
			.authentication("WORD", saying('w'))
			.requiredAuthentication("WORD", saying('x'))
			.requiredAuthentication("MORE", saying('m')));
		TestClient client = choose(daemon, "WORD");
		assertThat(client.read(2)).asString().isEqualTo("wm");
		assertAccepted(client);
		client.close();
		await().until(() -> daemon.sessions() == 0);
		assertThat(choose(daemon, "MORE").readToEnd()).containsExactly(REJECT_AUTH);
	}

	@Test
	void theAnswerMayComeLaterAndFromAnotherThread() throws Exception {
		CompletableFuture<ServerDialogue> begun = new CompletableFuture<>();
		CompletableFuture<Boolean> answer = new CompletableFuture<>();
		EmbeddedSpreadDaemon daemon = start((dialogue) -> {
			begun.complete(dialogue);
			return answer;
		});
		TestClient client = choose(daemon, "WORD");
		ServerDialogue dialogue = begun.get();
		CompletableFuture<byte[]> read = dialogue.read(3).toCompletableFuture();
		assertThatIllegalStateException().isThrownBy(() -> dialogue.read(1)).withMessageContaining("one at a time");
		client.send("abc".getBytes());
		assertThat(read.get()).asString().isEqualTo("abc");
		dialogue.write((byte) 7);
		assertThat(client.read(1)).containsExactly(7);
		answer.complete(true);
		assertAccepted(client);
		dialogue.write((byte) 8);
		assertThat(client.join("g").receive().groups()).containsExactly("#alice#localhost");
	}

	@Test
	void aSilentClientTimesOutAndTheReadIsCancelled() throws Exception {
		CompletableFuture<CompletionStage<byte[]>> read = new CompletableFuture<>();
		EmbeddedSpreadDaemonBuilder builder = EmbeddedSpreadDaemon.builder().handshakeTimeout(Duration.ofMillis(200));
		EmbeddedSpreadDaemon daemon = this.resources.start(builder.authentication("WORD", (dialogue) -> {
			read.complete(dialogue.read(1));
			return read.join().thenApply((bytes) -> true);
		}));
		try (LogLines log = new LogLines()) {
			assertThat(choose(daemon, "WORD").readToEnd()).containsExactly(REJECT_AUTH);
			assertThat(log.warnings()).isEmpty();
		}
		assertThat(read.get()).failsWithin(Duration.ofSeconds(5)).withThrowableOfType(CancellationException.class);
	}

	@Test
	void aMethodThatFailsRefusesAndIsLogged() throws IOException {
		try (LogLines log = new LogLines()) {
			assertThat(choose(start((dialogue) -> {
				throw new IllegalStateException("broken");
			}), "WORD").readToEnd()).containsExactly(REJECT_AUTH);
			assertThat(choose(start((dialogue) -> dialogue.read(-1).thenApply((bytes) -> true)), "WORD").readToEnd())
				.containsExactly(REJECT_AUTH);
			assertThat(choose(start((dialogue) -> CompletableFuture.failedFuture(new IOException("broken"))), "WORD")
				.readToEnd()).containsExactly(REJECT_AUTH);
			assertThat(log.warnings()).hasSize(3)
				.allSatisfy((line) -> assertThat(line).contains("authentication method failed"));
		}
	}

	@Test
	void nobodyFillsTheMemoryBeforeItIsTakenIn() throws IOException {
		TestClient client = choose(start((dialogue) -> new CompletableFuture<>()), "WORD");
		client.send(new byte[ServerDialogue.MAX_LENGTH + 1]);
		assertThat(client.readToEnd()).containsExactly(REJECT_AUTH);
	}

	@Test
	void namesThatCannotBeOfferedAreRefused() {
		EmbeddedSpreadDaemonBuilder builder = EmbeddedSpreadDaemon.builder();
		for (String name : List.of("", "A B", "x".repeat(30), "\u00fc")) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> builder.authentication(name, ServerAuthentication.NULL))
				.withMessageContaining("1 to 29");
		}
		List.of("a", "b", "c", "d")
			.forEach((name) -> builder.authentication(name.repeat(24), ServerAuthentication.NULL));
		assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("90");
	}

	private EmbeddedSpreadDaemon start(ServerAuthentication method) {
		return this.resources.start(EmbeddedSpreadDaemon.builder().authentication("WORD", method));
	}

	private TestClient choose(EmbeddedSpreadDaemon daemon, String method) throws IOException {
		TestClient client = this.resources.add(TestClient.open(daemon)).send(REQUEST);
		assertThat(client.read(OFFER.length)).isEqualTo(OFFER);
		return client.send(new AuthenticationMethods(List.of(method)).toChoice());
	}

	private static void assertAccepted(TestClient client) throws IOException {
		byte[] accept = GoldenFrames.bytes("handshake.5_0_1.named.4");
		assertThat(client.read(accept.length)).isEqualTo(accept);
		client.as("#alice#localhost");
	}

	private static ServerAuthentication saying(char letter) {
		return (dialogue) -> {
			dialogue.write((byte) letter);
			return CompletableFuture.completedFuture(true);
		};
	}

	private static byte[] credentials(String user, String password) {
		byte[] bytes = Arrays.copyOf(user.getBytes(), 40);
		System.arraycopy(password.getBytes(), 0, bytes, 32, password.length());
		return bytes;
	}

	private static String text(byte[] field) {
		return new String(field).trim();
	}

}
