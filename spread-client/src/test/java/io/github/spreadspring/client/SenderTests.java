package io.github.spreadspring.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.protocol.Frame;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Senders never break the session: no interrupt and no time-out leaves half a frame or
 * closes the channel.
 */
@EachTransport
class SenderTests {

	private static final int BIG = 140_000;

	private static final String UNKNOWN = "whether libspread has begun with a message when the socket is full is a matter "
			+ "of luck; its own tests decide that";

	private final TestTransport transport;

	private final ScriptedDaemon daemon;

	private final SpreadConnection connection;

	private final ScriptedPeer peer;

	/** How many frames the blocked sender has got rid of. */
	private final AtomicInteger sent = new AtomicInteger();

	SenderTests(TestTransport transport) {
		transport.assumeAvailable();
		this.transport = transport;
		this.daemon = ScriptedDaemon.start();
		this.connection = SpreadConnection
			.open(transport.over(this.daemon.settings().sendTimeout(Duration.ofSeconds(30))));
		this.peer = this.daemon.nextClient();
	}

	@AfterEach
	void close() throws Exception {
		this.connection.kill();
		this.peer.close();
		this.daemon.close();
	}

	@Test
	void aThreadWithItsInterruptFlagSetSends() throws Exception {
		Thread.currentThread().interrupt();
		this.connection.join("g");
		this.connection.multicast(big("one"));
		assertThat(Thread.interrupted()).isTrue();
		this.peer.expectJoin("g");
		expectBig("one");
		expectUsable();
	}

	@Test
	void anInterruptWhileAFrameIsHalfWrittenLeavesNoHalfFrame() throws Exception {
		this.transport.assumeSocket(UNKNOWN);
		FutureTask<Boolean> sender = new FutureTask<>(() -> {
			sendUntilInterrupted();
			return Thread.currentThread().isInterrupted();
		});
		Thread thread = startBlocked(sender);
		thread.interrupt();
		int whole = 0;
		while (!sender.isDone() || whole < this.sent.get()) {
			expectBig("big-" + whole);
			whole++;
		}
		assertThat(result(sender)).as("the interrupt is kept").isTrue();
		assertThat(whole).isEqualTo(this.sent.get());
		expectUsable();
	}

	@Test
	void whoIsInterruptedWhileWaitingForItsTurnHasSentNothing() throws Exception {
		Thread blocked = startBlocked(new FutureTask<>(this::sendUntilInterrupted, null));
		FutureTask<Throwable> waiting = new FutureTask<>(
				() -> catchThrowable(() -> this.connection.multicast(OutboundMessage.of("never", new byte[1]))));
		Thread waiter = start(waiting);
		Awaitility.await().until(waiter::getState, Thread.State.TIMED_WAITING::equals);
		waiter.interrupt();
		assertThat(result(waiting)).isInstanceOf(SendNotStartedException.class)
			.hasMessageContaining("Interrupted while waiting to send; nothing was sent");
		assertThat(this.connection.isOpen()).isTrue();
		expectOnlyBigFrames(blocked);
	}

	@Test
	void whoWaitsTooLongForItsTurnHasSentNothing() throws Exception {
		this.transport.assumeSocket(UNKNOWN);
		try (SpreadConnection impatient = SpreadConnection
			.open(this.transport.over(this.daemon.settings().sendTimeout(Duration.ofMillis(100))))) {
			ScriptedPeer peer = this.daemon.nextClient();
			FutureTask<Throwable> blocked = new FutureTask<>(() -> catchThrowable(() -> {
				for (int i = 0; true; i++) {
					impatient.multicast(big("big-" + i));
				}
			}));
			awaitBlocked(start(blocked));
			Throwable failure = catchThrowable(() -> impatient.multicast(OutboundMessage.of("never", new byte[1])));
			assertThat(failure).isInstanceOf(SendNotStartedException.class)
				.hasMessageContaining("100 ms")
				.hasMessageContaining("nothing was sent");
			assertThat(impatient.isOpen()).isTrue();
			assertThat(blocked.isDone()).as("a frame begun is finished, however long it takes").isFalse();
			for (int i = 0; i < 50; i++) {
				assertThat(peer.readFrame().groups()).containsExactly("big-" + i);
			}
			peer.close();
			assertThat(result(blocked)).isInstanceOf(ConnectionClosedException.class);
		}
	}

	@Test
	void theFramesOfManySendersAreNeverMixed() throws Exception {
		int senders = 6;
		int each = 30;
		List<FutureTask<Throwable>> tasks = new ArrayList<>();
		for (int s = 0; s < senders; s++) {
			String name = "s" + s;
			FutureTask<Throwable> task = new FutureTask<>(() -> catchThrowable(() -> {
				for (int i = 0; i < each; i++) {
					byte[] body = new byte[1 + (i * 7919) % BIG];
					Arrays.fill(body, (byte) i);
					this.connection.multicast(OutboundMessage.of(name, body));
				}
			}));
			tasks.add(task);
			start(task);
		}
		Map<String, Integer> counts = new HashMap<>();
		for (int n = 0; n < senders * each; n++) {
			Frame frame = this.peer.readFrame();
			int i = counts.merge(frame.groups().get(0), 1, Integer::sum) - 1;
			assertThat(frame.body()).hasSize(1 + (i * 7919) % BIG).containsOnly((byte) i);
		}
		for (FutureTask<Throwable> task : tasks) {
			assertThat(result(task)).isNull();
		}
		assertThat(counts).hasSize(senders);
		expectUsable();
	}

	@Test
	void closingEndsSoonAndFreesSendersThatADeadDaemonKeepsWaiting() throws Exception {
		FutureTask<Throwable> blocked = new FutureTask<>(() -> catchThrowable(this::sendUntilInterrupted));
		startBlocked(blocked);
		FutureTask<Throwable> waiting = new FutureTask<>(
				() -> catchThrowable(() -> this.connection.multicast(OutboundMessage.of("never", new byte[1]))));
		Thread waiter = start(waiting);
		Awaitility.await().until(waiter::getState, Thread.State.TIMED_WAITING::equals);
		this.connection.close();
		assertThat(result(blocked)).isInstanceOf(ConnectionClosedException.class)
			.hasMessageContaining("closed by this application");
		assertThat(result(waiting)).isInstanceOf(ConnectionClosedException.class);
	}

	@Test
	void killingFreesSendersAndReceivers() throws Exception {
		FutureTask<Throwable> sending = new FutureTask<>(() -> catchThrowable(this::sendUntilInterrupted));
		startBlocked(sending);
		FutureTask<Throwable> receiving = new FutureTask<>(() -> catchThrowable(this.connection::receive));
		awaitBlocked(start(receiving));
		this.connection.kill();
		assertThat(result(sending)).isInstanceOf(ConnectionClosedException.class);
		assertThat(result(receiving)).isInstanceOf(ConnectionClosedException.class)
			.hasMessageContaining("killed by this application");
	}

	private void sendUntilInterrupted() {
		while (!Thread.currentThread().isInterrupted()) {
			this.connection.multicast(big("big-" + this.sent.get()));
			this.sent.incrementAndGet();
		}
	}

	private void expectOnlyBigFrames(Thread blocked) throws IOException, InterruptedException {
		blocked.interrupt();
		for (int i = 0; blocked.isAlive() || i < this.sent.get(); i++) {
			expectBig("big-" + i);
			if (i + 1 == this.sent.get()) {
				blocked.join(Mailbox.PATIENCE.toMillis());
			}
		}
		expectUsable();
	}

	private void expectBig(String group) throws IOException {
		Frame frame = this.peer.readFrame();
		assertThat(frame.groups()).containsExactly(group);
		assertThat(frame.body()).hasSize(BIG).containsOnly((byte) 'x');
	}

	private void expectUsable() throws IOException {
		assertThat(this.connection.isOpen()).isTrue();
		this.connection.join("still-usable");
		this.peer.expectJoin("still-usable");
	}

	private Thread startBlocked(FutureTask<?> task) {
		Thread thread = start(task);
		awaitBlocked(thread);
		return thread;
	}

	private static Thread start(FutureTask<?> task) {
		Thread thread = new Thread(task, "sender");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	/**
	 * Wait until a thread waits for the socket: the peer does not read.
	 * @param thread the thread
	 */
	private static void awaitBlocked(Thread thread) {
		Awaitility.await().atMost(Mailbox.PATIENCE).until(() -> TestTransport.isWaitingForSocket(thread));
	}

	private static <T> T result(FutureTask<T> task) throws Exception {
		return task.get(Mailbox.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
	}

	private static Throwable catchThrowable(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
		return org.assertj.core.api.Assertions.catchThrowable(action);
	}

	private static OutboundMessage big(String group) {
		byte[] body = new byte[BIG];
		Arrays.fill(body, (byte) 'x');
		return OutboundMessage.of(group, body);
	}

}
