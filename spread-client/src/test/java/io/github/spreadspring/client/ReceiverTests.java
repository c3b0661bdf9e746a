package io.github.spreadspring.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.client.testing.TestTransport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whoever receives can be interrupted, or give up, at any time and loses nothing.
 */
@EachTransport
class ReceiverTests {

	private static final String HALF = "libspread waits for the rest of a message that has begun to arrive";

	private final TestTransport transport;

	private final ScriptedDaemon daemon;

	private final SpreadConnection connection;

	private final ScriptedPeer peer;

	ReceiverTests(TestTransport transport) {
		transport.assumeAvailable();
		this.transport = transport;
		this.daemon = ScriptedDaemon.start();
		this.connection = SpreadConnection.open(transport.over(this.daemon.settings()));
		this.peer = this.daemon.nextClient();
	}

	@AfterEach
	void close() throws Exception {
		this.connection.kill();
		this.peer.close();
		this.daemon.close();
	}

	@Test
	void anInterruptInTheMiddleOfAFrameLosesNothing() throws Exception {
		this.transport.assumeSocket(HALF);
		byte[] frame = ScriptedPeer.message("g", "hello").toBytes().array();
		this.peer.say(Arrays.copyOf(frame, 60));
		FutureTask<SpreadMessage> receiving = new FutureTask<>(this.connection::receive);
		Thread thread = start(receiving);
		Awaitility.await().until(() -> TestTransport.isWaitingForSocket(thread));
		thread.interrupt();
		assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
			.isThrownBy(() -> receiving.get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(this.connection.isOpen()).isTrue();
		this.peer.say(Arrays.copyOfRange(frame, 60, frame.length));
		assertThat(text(this.connection.receive(Mailbox.PATIENCE))).isEqualTo("hello");
	}

	@Test
	void aTimeoutInTheMiddleOfAFrameLosesNothing() throws Exception {
		this.transport.assumeSocket(HALF);
		byte[] frame = ScriptedPeer.message("g", "hello").toBytes().array();
		this.peer.say(Arrays.copyOf(frame, 60));
		assertThat(this.connection.receive(Duration.ofMillis(50))).isNull();
		this.peer.say(Arrays.copyOfRange(frame, 60, frame.length));
		assertThat(text(this.connection.receive(Mailbox.PATIENCE))).isEqualTo("hello");
	}

	@Test
	void anInterruptedThreadThatWaitsForAnotherReceiverGivesUp() throws Exception {
		FutureTask<SpreadMessage> first = new FutureTask<>(this.connection::receive);
		Thread holder = start(first);
		Awaitility.await().until(() -> TestTransport.isWaitingForSocket(holder));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class)
			.isThrownBy(() -> this.connection.receive(Mailbox.PATIENCE));
		assertThat(this.connection.receive(Duration.ofMillis(20))).isNull();
		this.peer.sayText("g", "for the first");
		assertThat(text(first.get(10, TimeUnit.SECONDS))).isEqualTo("for the first");
	}

	@Test
	void severalReceiversShareTheMessages() throws Exception {
		List<String> received = Collections.synchronizedList(new ArrayList<>());
		List<FutureTask<Void>> tasks = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			FutureTask<Void> task = new FutureTask<>(() -> {
				for (int n = 0; n < 50; n++) {
					received.add(text(this.connection.receive()));
				}
				return null;
			});
			tasks.add(task);
			start(task);
		}
		List<String> said = new ArrayList<>();
		for (int n = 0; n < 200; n++) {
			said.add("m" + n);
			this.peer.sayText("g", "m" + n);
		}
		for (FutureTask<Void> task : tasks) {
			task.get(10, TimeUnit.SECONDS);
		}
		assertThat(received).containsExactlyInAnyOrderElementsOf(said);
	}

	private static Thread start(FutureTask<?> task) {
		Thread thread = new Thread(task, "receiver");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private static String text(SpreadMessage message) {
		return Mailbox.text((RegularMessage) message);
	}

}
