package io.github.spreadspring.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.ConnectRequest;
import io.github.spreadspring.protocol.SpreadVersion;
import io.github.spreadspring.protocol.fuzz.Fuzz;
import io.github.spreadspring.protocol.fuzz.HostileFrames;
import io.github.spreadspring.protocol.fuzz.SampleFrames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that break the protocol in all ways harm nobody but themselves: others lose no
 * message, and nothing of them is left in the daemon.
 */
@Timeout(7200)
class HostileClientTests {

	private static final int ATTACKERS = 3;

	private static final int FRAMES_PER_CONNECTION = 8;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final HostileFrames frames = new HostileFrames(SampleFrames.all());

	private final Logger logger = Logger.getLogger(EmbeddedSpreadDaemon.class.getName());

	private final AtomicInteger sent = new AtomicInteger();

	@TempDir
	private Path folder;

	private Path socket;

	private EmbeddedSpreadDaemon daemon;

	@BeforeEach
	void start() {
		// it tells of each session that it ends
		this.logger.setLevel(Level.OFF);
		this.socket = this.folder.resolve("daemon");
		this.daemon = EmbeddedSpreadDaemon.builder().unixSocket(this.socket).build().start();
	}

	@AfterEach
	void stop() {
		this.daemon.close();
		this.logger.setLevel(null);
	}

	@Test
	void twoFriendsLoseNoMessageInAStorm() throws Exception {
		try (LeakReports leaks = new LeakReports();
				TestClient alice = TestClient.connect(this.daemon, "friend1").joined("calm");
				TestClient bob = TestClient.connect(this.daemon, "friend2").joined("calm")) {
			alice.receive();
			List<FutureTask<Void>> attacks = new ArrayList<>();
			for (int i = 0; i < ATTACKERS; i++) {
				long seed = Fuzz.seed() + i;
				attacks.add(begin(() -> attack(seed, Fuzz.cases())));
			}
			AtomicBoolean over = new AtomicBoolean();
			FutureTask<Long> talk = begin(() -> talk(alice, bob, over));
			for (FutureTask<Void> attack : attacks) {
				attack.get();
			}
			over.set(true);
			assertThat(Duration.ofNanos(talk.get())).as("the longest a message took").isLessThan(PATIENCE);
			Awaitility.await().atMost(PATIENCE).until(() -> this.daemon.sessions() == 2);
			expectNothingLeft();
			assertThat(leaks.found()).isEmpty();
		}
	}

	/**
	 * Send messages one after the other, each when the one before has arrived.
	 * @return the longest time that one took
	 */
	private static long talk(TestClient alice, TestClient bob, AtomicBoolean over) throws IOException {
		long longest = 0;
		for (int i = 0; !over.get() || i < 100; i++) {
			long start = System.nanoTime();
			alice.multicast("calm", "message " + i);
			assertThat(bob.receiveText()).isEqualTo("message " + i);
			assertThat(alice.receiveText()).isEqualTo("message " + i);
			longest = Math.max(longest, System.nanoTime() - start);
		}
		return longest;
	}

	private Void attack(long seed, int count) {
		Random random = new Random(seed);
		while (this.sent.get() < count) {
			try (TestClient attacker = TestClient.open(this.socket)) {
				attacker.handshake("", random.nextBoolean());
				for (int j = 0; j < FRAMES_PER_CONNECTION; j++) {
					attacker.send(HostileFrames.from(this.frames.next(random), attacker.id().toString()));
					this.sent.incrementAndGet();
				}
			}
			catch (IOException ex) {
				// cut off, as it deserves
				continue;
			}
		}
		return null;
	}

	@Test
	void brokenHandshakesLeaveNothingBehind() throws Exception {
		try (LeakReports leaks = new LeakReports()) {
			Fuzz.each(Fuzz.cases(20), (random) -> {
				byte[] request = new ConnectRequest(SpreadVersion.CURRENT, true, false, "name").toBytes().array();
				try (TestClient attacker = TestClient.open(this.socket)) {
					attacker.send(broken(request, random));
					attacker.send(broken(AuthenticationMethods.NULL.toChoice().array(), random));
					attacker.send(this.frames.next(random));
				}
				catch (IOException ex) {
					assertThat(ex).hasMessageMatching("(Broken pipe|Connection reset.*)");
				}
			});
			expectNothingLeft();
			Awaitility.await().atMost(PATIENCE).until(() -> isFree("name"));
			assertThat(leaks.found()).isEmpty();
		}
	}

	@Test
	void thousandsOfConnectionsLeaveNothingBehind() throws Exception {
		for (int i = 0; i < 10_000; i++) {
			try (TestClient passing = TestClient.open(this.socket)) {
				if (i % 2 == 0) {
					passing.handshake("passing", true).join("g");
				}
			}
			catch (IOException ex) {
				// the name of the one before is not free yet
				assertThat(ex).isInstanceOf(IOException.class);
			}
		}
		expectNothingLeft();
	}

	@Test
	void whoNeverFinishesItsHandshakeKeepsNobodyOut() throws Exception {
		List<TestClient> silent = new ArrayList<>();
		EmbeddedSpreadDaemon strict = EmbeddedSpreadDaemon.builder()
			.maxSessions(50)
			.handshakeTimeout(Duration.ofMillis(500))
			.build()
			.start();
		try {
			for (int i = 0; i < 50; i++) {
				silent.add(TestClient.open(strict).send(new byte[] { 5, 0 }));
			}
			Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
				try (TestClient welcome = TestClient.connect(strict, "welcome")) {
					return welcome.id() != null;
				}
			});
		}
		finally {
			for (TestClient client : silent) {
				client.close();
			}
			strict.close();
		}
	}

	/**
	 * All sessions but those of friends are gone, with their names and groups: whoever
	 * joins is alone.
	 */
	private void expectNothingLeft() throws IOException {
		Awaitility.await().atMost(PATIENCE).until(() -> this.daemon.sessions() <= 2);
		try (TestClient last = TestClient.connect(this.daemon, "last")) {
			for (String group : List.of("g", "h", "", "##")) {
				assertThat(last.join(group).receive().groups()).containsExactly("#last#localhost");
			}
		}
		Awaitility.await().atMost(PATIENCE).until(() -> this.daemon.sessions() <= 2);
		assertThat(Files.exists(this.socket)).isTrue();
	}

	private boolean isFree(String name) throws IOException {
		try (TestClient client = TestClient.open(this.socket)) {
			client.send(new ConnectRequest(SpreadVersion.CURRENT, true, false, name).toBytes());
			return client.read(1)[0] > 0;
		}
	}

	private static byte[] broken(byte[] bytes, Random random) {
		byte[] broken = Arrays.copyOf(bytes, random.nextInt(bytes.length + 2));
		if (broken.length > 0 && random.nextBoolean()) {
			broken[random.nextInt(broken.length)] = (byte) random.nextInt();
		}
		return broken;
	}

	private static <T> FutureTask<T> begin(Callable<T> work) {
		FutureTask<T> task = new FutureTask<>(work);
		Thread thread = new Thread(task, "storm");
		thread.setDaemon(true);
		thread.start();
		return task;
	}

}
