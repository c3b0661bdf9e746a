package io.github.spreadspring.client.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

}
