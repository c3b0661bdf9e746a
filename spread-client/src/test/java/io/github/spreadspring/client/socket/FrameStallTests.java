package io.github.spreadspring.client.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;

import jdk.net.ExtendedSocketOptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.client.transport.Deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A daemon that begins a frame has to go on with it.
 */
class FrameStallTests {

	private static final Duration SHORT = Duration.ofMillis(200);

	private final byte[] frame = ScriptedPeer.message("g", "hello").toBytes().array();

	private final ScriptedDaemon daemon = ScriptedDaemon.start();

	private final SpreadConnection connection = SocketConnection.open(this.daemon.settings(), SHORT);

	private final ScriptedPeer peer = this.daemon.nextClient();

	@AfterEach
	void close() throws IOException {
		this.connection.kill();
		this.daemon.close();
	}

	@Test
	void halfAFrameAndThenSilenceEndsTheConnection() throws Exception {
		for (int length : new int[] { this.frame.length, 10 }) {
			this.peer.say(Arrays.copyOf(this.frame, length));
		}
		assertThat(this.connection.receive()).isInstanceOf(RegularMessage.class);
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(this.connection::receive)
			.withMessageContaining("the daemon sent nothing more of a message half sent for 200 ms");
		assertThat(this.connection.isOpen()).isFalse();
	}

	@Test
	void aHeaderWithoutItsBodyIsHalfAFrame() throws Exception {
		this.peer.say(Arrays.copyOf(this.frame, this.frame.length - 1));
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(this.connection::receive)
			.withMessageContaining("half sent");
	}

	@Test
	void shortWaitsAddUp() throws Exception {
		this.peer.say(Arrays.copyOf(this.frame, 10));
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> {
			while (true) {
				assertThat(this.connection.receive(Duration.ofMillis(20))).isNull();
			}
		}).withMessageContaining("half sent");
	}

	@Test
	void whoReceivesLateFindsTheRest() throws Exception {
		this.peer.say(Arrays.copyOf(this.frame, 10));
		assertThat(this.connection.receive(Duration.ofMillis(20))).isNull();
		this.peer.say(Arrays.copyOfRange(this.frame, 10, this.frame.length));
		Deadline late = Deadline.in(SHORT.multipliedBy(2));
		while (late.remainingNanos() > 0) {
			Thread.onSpinWait();
		}
		assertThat(this.connection.receive(Mailbox.PATIENCE)).isInstanceOf(RegularMessage.class);
	}

	@Test
	void whatIsReadWithoutWaitingCountsAsWell() throws Exception {
		this.peer.say(Arrays.copyOf(this.frame, 10));
		for (int i = 10; i < 14; i++) {
			assertThat(this.connection.receive(Duration.ofMillis(20))).isNull();
			Deadline late = Deadline.in(SHORT.multipliedBy(2));
			while (late.remainingNanos() > 0) {
				Thread.onSpinWait();
			}
			this.peer.say(new byte[] { this.frame[i] });
			long before = this.connection.bytesReceived();
			boolean polling = (i & 1) != 0;
			Awaitility.await().until(() -> {
				assertThat(polling ? this.connection.poll() : this.connection.receive(Duration.ZERO)).isNull();
				return this.connection.bytesReceived() > before;
			});
		}
		this.peer.say(Arrays.copyOfRange(this.frame, 14, this.frame.length));
		assertThat(this.connection.receive(Mailbox.PATIENCE)).isInstanceOf(RegularMessage.class);
	}

	@Test
	void betweenFramesADaemonMayBeSilent() throws Exception {
		assertThat(this.connection.receive(SHORT.multipliedBy(2))).isNull();
		this.peer.say(this.frame);
		SpreadMessage message = this.connection.receive(Mailbox.PATIENCE);
		assertThat(message).isInstanceOf(RegularMessage.class);
	}

	@Test
	void theOperatingSystemAsksWhetherTheDaemonIsStillThere() throws Exception {
		try (SocketChannel channel = new SocketConnector(this.daemon.settings().address(),
				Deadline.in(Mailbox.PATIENCE))
			.connect()) {
			assertThat(channel.getOption(java.net.StandardSocketOptions.SO_KEEPALIVE)).isTrue();
			if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
				assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(30);
				assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(10);
				assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
			}
		}
	}

}
