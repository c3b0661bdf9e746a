package io.github.spreadspring.client.libspread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SendNotStartedException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.testing.Libspread;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.Frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The ends of a connection over libspread, whose own ways to close leave blocked threads
 * behind, and with them a descriptor that no later connection can receive on.
 */
class NativeConnectionTests {

	private static final int CYCLES = 1_000;

	private final List<Thread> threads = new ArrayList<>();

	private ScriptedDaemon daemon;

	@BeforeEach
	void start() {
		Libspread.assumeAvailable();
		this.daemon = ScriptedDaemon.start();
	}

	@AfterEach
	void close() throws Exception {
		if (this.daemon != null) {
			this.daemon.close();
		}
		for (Thread thread : this.threads) {
			thread.join(Mailbox.PATIENCE.toMillis());
			assertThat(thread.isAlive()).as("a thread stayed behind").isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aReceiverThatWaitsForAMessageIsFreed(boolean kill) throws Exception {
		SpreadConnection connection = open();
		ScriptedPeer peer = this.daemon.nextClient();
		FutureTask<SpreadMessage> receiving = start(connection::receive);
		end(connection, kill);
		expectClosed(receiving, kill);
		peer.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aReceiverInsideOfLibspreadIsFreedAndLeavesTheDescriptorUsable(boolean kill) throws Exception {
		SpreadConnection connection = open();
		ScriptedPeer peer = this.daemon.nextClient();
		byte[] frame = ScriptedPeer.message("g", "hello").toBytes().array();
		peer.say(Arrays.copyOf(frame, 60));
		FutureTask<SpreadMessage> receiving = start(connection::receive);
		Awaitility.await().until(() -> isInside(this.threads.get(0), "SP_receive"));
		end(connection, kill);
		expectClosed(receiving, kill);
		peer.close();
		// the operating system gives the lowest free number, so this is the same one
		try (SpreadConnection next = open()) {
			ScriptedPeer nextPeer = this.daemon.nextClient();
			nextPeer.sayText("g", "received");
			assertThat(Mailbox.text((RegularMessage) next.receive(Mailbox.PATIENCE))).isEqualTo("received");
			nextPeer.close();
		}
	}

	@Test
	void manyThreadsCanEndAConnectionAtOnce() throws Exception {
		for (int round = 0; round < 5; round++) {
			SpreadConnection connection = open();
			ScriptedPeer peer = this.daemon.nextClient();
			FutureTask<SpreadMessage> receiving = start(connection::receive);
			List<FutureTask<Boolean>> ending = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				boolean kill = i % 2 == 0;
				ending.add(start(() -> {
					end(connection, kill);
					return true;
				}));
			}
			peer.close();
			for (FutureTask<Boolean> task : ending) {
				assertThat(task.get(10, TimeUnit.SECONDS)).isTrue();
			}
			assertThat(failure(receiving)).isInstanceOf(ConnectionClosedException.class);
		}
	}

	@Test
	void whoFindsNoRoomInTimeHasSentNothing() throws Exception {
		SpreadConnection connection = SpreadConnection
			.open(Libspread.over(this.daemon.settings().sendTimeout(Duration.ofMillis(50))));
		ScriptedPeer peer = this.daemon.nextClient();
		int sent = sendUntilRefused(connection, "50 ms");
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(SendNotStartedException.class)
			.isThrownBy(() -> connection.multicast(OutboundMessage.of("never", new byte[1000])))
			.withMessageContaining("Interrupted while waiting to send; nothing was sent");
		assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
		expectFrames(peer, sent, 1000);
		connection.join("still-usable");
		peer.expectJoin("still-usable");
		connection.kill();
	}

	@Test
	void anInterruptInsideOfLibspreadLeavesNoHalfMessage() throws Exception {
		SpreadConnection connection = new NativeConnector(Libspread.over(this.daemon.settings()),
				SpreadLibraryLoader.load(Libspread.path()), new AlwaysWritable(), Duration.ofSeconds(60))
			.connect();
		ScriptedPeer peer = this.daemon.nextClient();
		FutureTask<Integer> sending = start(() -> {
			int count = 0;
			while (!Thread.currentThread().isInterrupted()) {
				connection.multicast(OutboundMessage.of("g", new byte[100_000]));
				count++;
			}
			return count;
		});
		Awaitility.await().until(() -> isInside(this.threads.get(0), "SP_multigroup_multicast"));
		this.threads.get(0).interrupt();
		int read = 0;
		while (!sending.isDone()) {
			expectFrames(peer, 1, 100_000);
			read++;
			if (read >= 4) {
				this.threads.get(0).join(100);
			}
		}
		expectFrames(peer, sending.get() - read, 100_000);
		connection.join("still-usable");
		peer.expectJoin("still-usable");
		connection.kill();
	}

	@Test
	void aSenderStuckInTheMiddleOfAMessageGivesTheConnectionUp() throws Exception {
		SpreadConnection connection = new NativeConnector(Libspread.over(this.daemon.settings()),
				SpreadLibraryLoader.load(Libspread.path()), new AlwaysWritable(), Duration.ofSeconds(1))
			.connect();
		FutureTask<Boolean> sending = start(() -> {
			while (true) {
				connection.multicast(OutboundMessage.of("g", new byte[140_000]));
			}
		});
		FutureTask<SpreadMessage> receiving = start(connection::receive);
		assertThat(failure(sending)).isInstanceOf(ConnectionClosedException.class)
			.hasMessageContaining("took nothing more of a message half sent");
		assertThat(failure(receiving)).isInstanceOf(ConnectionClosedException.class);
		assertThat(connection.isOpen()).isFalse();
	}

	@Test
	void aDaemonThatSendsHalfAMessageIsGivenUp() throws Exception {
		SpreadConnection connection = new NativeConnector(Libspread.over(this.daemon.settings()),
				SpreadLibraryLoader.load(Libspread.path()), new AlwaysWritable(), Duration.ofSeconds(1))
			.connect();
		FutureTask<SpreadMessage> receiving = start(connection::receive);
		byte[] frame = ScriptedPeer.message("g", "hello").toBytes().array();
		this.daemon.nextClient().say(Arrays.copyOf(frame, 60));
		assertThat(failure(receiving)).isInstanceOf(ConnectionClosedException.class)
			.hasMessageContaining("the daemon sent nothing more of a message half sent for 1 s");
		assertThat(connection.isOpen()).isFalse();
	}

	@Test
	void theOperatingSystemAsksWhetherTheDaemonIsStillThere() throws Exception {
		Path sockets = Path.of("/proc/self/net/tcp");
		assumeTrue(Files.isReadable(sockets), "There is no way to look at sockets here");
		SpreadConnection connection = SpreadConnection.open(Libspread.over(this.daemon.settings()));
		ScriptedPeer peer = this.daemon.nextClient();
		assertThat(peer).isNotNull();
		// remote port, state ESTABLISHED, and the timer of keep-alive in 1/100 s
		String pattern = "\\s*\\d+: \\w+:\\w+ \\w+:%04X 01 \\w+:\\w+ 02:(\\w+) .*"
			.formatted(connection.address().port());
		List<Integer> timers = Files.readAllLines(sockets)
			.stream()
			.map(Pattern.compile(pattern)::matcher)
			.filter(Matcher::matches)
			.map((line) -> Integer.parseInt(line.group(1), 16))
			.toList();
		assertThat(timers).hasSize(1).allMatch((timer) -> timer <= 3000);
		connection.kill();
	}

	@Test
	void aThousandConnectionsLeaveNothingBehind() throws Exception {
		Path descriptors = Path.of("/proc/self/fd");
		assumeTrue(Files.isDirectory(descriptors), "There is no way to count descriptors here");
		try (EmbeddedSpreadDaemon embedded = EmbeddedSpreadDaemon.builder().build().start()) {
			long descriptorsBefore = 0;
			int threadsBefore = 0;
			for (int i = 0; i < CYCLES; i++) {
				if (i == CYCLES / 10) {
					descriptorsBefore = count(descriptors);
					threadsBefore = Thread.activeCount();
				}
				SpreadConnection connection = SpreadConnection
					.open(Libspread.over(ConnectionSettings.of(embedded.address())));
				connection.join("g");
				connection.multicast(OutboundMessage.of("g", new byte[100]));
				assertThat(connection.receive(Mailbox.PATIENCE)).isNotNull();
				end(connection, i % 10 == 0);
			}
			long before = descriptorsBefore;
			// the embedded daemon closes its end of the last ones a little later
			Awaitility.await().untilAsserted(() -> assertThat(count(descriptors)).isLessThanOrEqualTo(before + 3));
			assertThat(Thread.activeCount()).isLessThanOrEqualTo(threadsBefore + 1);
		}
	}

	private static int sendUntilRefused(SpreadConnection connection, String message) {
		int sent = 0;
		try {
			while (true) {
				connection.multicast(OutboundMessage.of("g", new byte[1000]));
				sent++;
			}
		}
		catch (SendNotStartedException ex) {
			assertThat(ex).hasMessageContaining(message).hasMessageContaining("nothing was sent");
			assertThat(connection.isOpen()).isTrue();
			return sent;
		}
	}

	private static void expectFrames(ScriptedPeer peer, int count, int length) throws IOException {
		for (int i = 0; i < count; i++) {
			Frame frame = peer.readFrame();
			assertThat(frame.groups()).containsExactly("g");
			assertThat(frame.body()).hasSize(length);
		}
	}

	private SpreadConnection open() {
		return SpreadConnection.open(Libspread.over(this.daemon.settings()));
	}

	private static void end(SpreadConnection connection, boolean kill) {
		if (kill) {
			connection.kill();
		}
		else {
			connection.close();
		}
	}

	private <T> FutureTask<T> start(Callable<T> action) {
		FutureTask<T> task = new FutureTask<>(action);
		Thread thread = new Thread(task, "native-test");
		thread.setDaemon(true);
		thread.start();
		this.threads.add(thread);
		Awaitility.await().until(() -> task.isDone() || TestTransport.isWaitingForSocket(thread));
		return task;
	}

	private static boolean isInside(Thread thread, String call) {
		return Arrays.stream(thread.getStackTrace()).anyMatch((frame) -> frame.getMethodName().equals(call));
	}

	private static void expectClosed(FutureTask<?> task, boolean kill) throws Exception {
		assertThat(failure(task)).isInstanceOf(ConnectionClosedException.class)
			.hasMessageContaining(kill ? "killed by this application" : "closed by this application");
	}

	private static Throwable failure(FutureTask<?> task) throws Exception {
		try {
			return new AssertionError("no failure but " + task.get(10, TimeUnit.SECONDS));
		}
		catch (java.util.concurrent.ExecutionException ex) {
			return ex.getCause();
		}
	}

	private static long count(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.count();
		}
	}

}
