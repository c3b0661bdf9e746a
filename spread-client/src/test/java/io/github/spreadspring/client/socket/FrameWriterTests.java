package io.github.spreadspring.client.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.SendNotStartedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A writer in front of somebody who reads nothing.
 */
class FrameWriterTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	private static final Duration LONG = Duration.ofSeconds(30);

	private ServerSocketChannel server;

	private SocketChannel channel;

	@BeforeEach
	void connect() throws IOException {
		this.server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		this.channel = SocketChannel.open(this.server.getLocalAddress());
		this.channel.configureBlocking(false);
	}

	@AfterEach
	void close() throws IOException {
		this.channel.close();
		this.server.close();
	}

	@Test
	void aFrameThatIsStuckHalfwayEndsTheWait() {
		FrameWriter writer = new FrameWriter(this.channel, SHORT);
		FrameBatch endless = new FrameBatch() {

			@Override
			public int size() {
				return Integer.MAX_VALUE;
			}

			@Override
			public int length(int index) {
				return 1024 * 1024;
			}

			@Override
			public void write(int index, ByteBuffer target) {
				target.put(new byte[1024 * 1024]);
			}

		};
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> writer.write(endless, LONG))
			.withMessageContaining("half sent");
	}

	@Test
	void whoCannotGoOnWithABatchIsToldHowMuchOfItWasSent() {
		FrameWriter writer = new FrameWriter(this.channel, LONG);
		FrameBatch two = new FrameBatch() {

			@Override
			public int size() {
				return 2;
			}

			@Override
			public int length(int index) {
				return 64 * 1024;
			}

			@Override
			public void write(int index, ByteBuffer target) {
				if (index == 1) {
					fillSocket();
				}
				target.put(new byte[length(index)]);
			}

		};
		assertThatExceptionOfType(SendNotStartedException.class).isThrownBy(() -> writer.write(two, SHORT))
			.satisfies((ex) -> assertThat(ex.sent()).isOne())
			.withMessageContaining("1 of 2 messages were sent");
	}

	/**
	 * Fill the socket for good: what the sender has got rid of may be on its way to the
	 * other end still.
	 */
	private void fillSocket() {
		Awaitility.await()
			.during(Duration.ofMillis(200))
			.until(() -> this.channel.write(ByteBuffer.allocate(1024 * 1024)) == 0);
	}

}
