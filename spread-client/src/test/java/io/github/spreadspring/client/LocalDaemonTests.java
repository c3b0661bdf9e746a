package io.github.spreadspring.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.FreePorts;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A bare port is the Unix domain socket of the daemon where there is one that accepts,
 * else TCP.
 */
@EachTransport
class LocalDaemonTests {

	private final int port = FreePorts.next();

	private final Path socketFile = FreePorts.unixSocket(this.port);

	private final TestTransport transport;

	LocalDaemonTests(TestTransport transport) {
		transport.assumeAvailable();
		this.transport = transport;
	}

	@AfterEach
	void removeSocketFile() throws IOException {
		Files.deleteIfExists(this.socketFile);
	}

	@Test
	void theUnixDomainSocketIsPreferred() {
		try (EmbeddedSpreadDaemon tcp = startTcp(); EmbeddedSpreadDaemon unix = startUnix()) {
			assertThat(tcp.isRunning() && unix.isRunning()).isTrue();
			assertThat(daemonBehindThePort()).isEqualTo("unix");
		}
	}

	@Test
	void withoutASocketFileItIsTcp() {
		try (EmbeddedSpreadDaemon tcp = startTcp()) {
			assertThat(tcp.isRunning()).isTrue();
			assertThat(daemonBehindThePort()).isEqualTo("tcp");
		}
	}

	@Test
	void withASocketFileThatADeadDaemonLeftBehindItIsTcp() throws IOException {
		try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			dead.bind(UnixDomainSocketAddress.of(this.socketFile));
		}
		assertThat(this.socketFile).exists();
		try (EmbeddedSpreadDaemon tcp = startTcp()) {
			assertThat(tcp.isRunning()).isTrue();
			assertThat(daemonBehindThePort()).isEqualTo("tcp");
		}
	}

	@Test
	void withAnotherFileThereItIsTcp() throws IOException {
		Files.createFile(this.socketFile);
		try (EmbeddedSpreadDaemon tcp = startTcp()) {
			assertThat(tcp.isRunning()).isTrue();
			assertThat(daemonBehindThePort()).isEqualTo("tcp");
		}
	}

	@Test
	void withNeitherThePortIsNamed() throws IOException {
		Files.createFile(this.socketFile);
		assertThatExceptionOfType(ConnectionRefusedException.class).isThrownBy(this::daemonBehindThePort)
			.withMessageContaining("No Spread daemon accepts connections at " + this.port);
	}

	@Test
	void aHostWithThePortIsAlwaysTcp() {
		try (EmbeddedSpreadDaemon tcp = startTcp();
				EmbeddedSpreadDaemon unix = startUnix();
				Mailbox mailbox = open(this.port + "@localhost")) {
			assertThat(tcp.isRunning() && unix.isRunning()).isTrue();
			assertThat(mailbox.id().daemonName()).isEqualTo("tcp");
		}
	}

	private EmbeddedSpreadDaemon startTcp() {
		return EmbeddedSpreadDaemon.builder().name("tcp").port(this.port).build().start();
	}

	private EmbeddedSpreadDaemon startUnix() {
		return EmbeddedSpreadDaemon.builder().name("unix").tcp(false).unixSocket(this.socketFile).build().start();
	}

	private String daemonBehindThePort() {
		try (Mailbox mailbox = open(Integer.toString(this.port))) {
			mailbox.expectNothingElse();
			return mailbox.id().daemonName();
		}
	}

	private Mailbox open(String address) {
		return Mailbox.open(this.transport.over(ConnectionSettings.of(address)));
	}

}
