package io.github.spreadspring.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.spreadspring.protocol.IllegalNameException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class LifecycleTests {

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	@TempDir
	Path directory;

	@Test
	void theAddressIsThatOfTheLoopbackInterface() {
		try (LogLines log = new LogLines()) {
			EmbeddedSpreadDaemon daemon = this.resources.start();
			assertThat(daemon.port()).isPositive();
			assertThat(daemon.address()).isEqualTo(daemon.port() + "@127.0.0.1");
			assertThat(log.infos()).singleElement().asString().contains(daemon.address());
		}
	}

	@Test
	void aFreePortIsNoneOfThoseThatOutgoingConnectionsGet() {
		assertThat(this.resources.start().port()).isBetween(10240, 32767);
	}

	@Test
	void anIpv6AddressHasNoBrackets() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources
			.start(EmbeddedSpreadDaemon.builder().bindAddress(InetAddress.getByName("::1")));
		assertThat(daemon.address()).isEqualTo(daemon.port() + "@::1");
	}

	@Test
	void aDaemonOnAllInterfacesIsReachedOverLoopback() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start(
				EmbeddedSpreadDaemon.builder().bindAddress(InetAddress.getByName("0.0.0.0")).allowRemoteClients(true));
		assertThat(daemon.address()).isEqualTo(daemon.port() + "@127.0.0.1");
		this.resources.connect(daemon, "alice");
	}

	@Test
	void theNameOfTheDaemonIsPartOfPrivateGroups() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start(EmbeddedSpreadDaemon.builder().name("alpha"));
		assertThat(this.resources.connect(daemon, "alice").id()).hasToString("#alice#alpha");
	}

	@Test
	void closingEndsAllConnectionsAndFreesThePort() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		int port = daemon.port();
		TestClient alice = this.resources.connect(daemon, "alice").joined("g");
		TestClient bob = this.resources.connect(daemon, "bob").joined("g");
		alice.receive();
		TestClient handshaking = this.resources.add(TestClient.open(daemon));
		assertThat(daemon.sessions()).isEqualTo(2);
		daemon.close();
		daemon.close();
		assertThat(daemon.isRunning()).isFalse();
		assertThat(daemon.sessions()).isZero();
		assertThat(alice.readToEnd()).isEmpty();
		assertThat(bob.readToEnd()).isEmpty();
		assertThat(handshaking.readToEnd()).isEmpty();
		new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
		assertThatIllegalStateException().isThrownBy(daemon::address).withMessageContaining("start()");
	}

	@Test
	void closingLeavesNoThreadBehind() {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		daemon.close();
		assertThat(Thread.getAllStackTraces().keySet())
			.noneMatch((thread) -> thread.isAlive() && thread.getName().equals("spread-embedded-daemon"));
	}

	@Test
	void aDaemonRestartsOnTheSamePort() throws IOException {
		EmbeddedSpreadDaemon first = this.resources.start();
		int port = first.port();
		this.resources.connect(first, "alice");
		first.close();
		EmbeddedSpreadDaemon second = this.resources.start(EmbeddedSpreadDaemon.builder().port(port));
		this.resources.connect(second, "alice").close();
		second.close();
		assertThat(second.start().port()).isEqualTo(port);
		this.resources.connect(second, "alice");
	}

	@Test
	void aDaemonStartsAgainAsOftenAsItEnds() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		int port = daemon.port();
		for (int i = 0; i < 10; i++) {
			TestClient alice = this.resources.connect(daemon, "alice");
			daemon.close();
			assertThat(alice.readToEnd()).isEmpty();
			assertThat(daemon.start().port()).isEqualTo(port);
			assertThat(daemon.sessions()).isZero();
		}
	}

	@Test
	void startingTwiceChangesNothing() {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		int port = daemon.port();
		assertThat(daemon.start().port()).isEqualTo(port);
	}

	@Test
	void aPortInUseIsNamed() {
		int port = this.resources.start().port();
		EmbeddedSpreadDaemon second = EmbeddedSpreadDaemon.builder().port(port).build();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(second::start)
			.withMessageContaining(port + "@127.0.0.1")
			.withCauseInstanceOf(BindException.class);
		assertThat(second.isRunning()).isFalse();
	}

	@Test
	void sessionsAreCountedFromHandshakeToDisconnect() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient alice = this.resources.connect(daemon, "alice");
		assertThat(daemon.sessions()).isOne();
		assertThat(daemon.hasSession("alice")).isTrue();
		assertThat(daemon.hasSession("bob")).isFalse();
		alice.close();
		await().untilAsserted(() -> assertThat(daemon.sessions()).isZero());
	}

	@Test
	void aUnixSocketLeadsToTheSameGroups() throws IOException {
		Path file = this.directory.resolve("4803");
		EmbeddedSpreadDaemon daemon = this.resources.start(EmbeddedSpreadDaemon.builder().unixSocket(file));
		TestClient bob = this.resources.connect(daemon, "bob").joined("g");
		TestClient ux = unix(file).joined("g");
		assertThat(bob.receive().groups()).containsExactly("#bob#localhost", "#ux#localhost");
		bob.multicast("g", "over TCP");
		assertThat(ux.receiveText()).isEqualTo("over TCP");
		assertThat(bob.receiveText()).isEqualTo("over TCP");
		ux.multicast("#bob#localhost", "over the file");
		assertThat(bob.receiveText()).isEqualTo("over the file");
		ux.close();
		assertThat(bob.receive().groups()).containsExactly("#bob#localhost");
	}

	@Test
	void theSocketFileBelongsToItsOwnerAndGoesWithTheDaemon() throws IOException {
		Path file = this.directory.resolve("4803");
		EmbeddedSpreadDaemon daemon = this.resources.start(EmbeddedSpreadDaemon.builder().unixSocket(file).tcp(false));
		assertThat(daemon.unixSocket()).isEqualTo(file);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		assertThatIllegalStateException().isThrownBy(daemon::port);
		unix(file).joined("g");
		daemon.close();
		assertThat(file).doesNotExist();
		daemon.start();
		unix(file).joined("g");
	}

	@Test
	void aSocketFileLeftBehindIsReplaced() throws IOException {
		Path file = this.directory.resolve("4803");
		// closing the channel does not remove the file
		try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			dead.bind(UnixDomainSocketAddress.of(file));
		}
		assertThat(file).exists();
		this.resources.start(EmbeddedSpreadDaemon.builder().unixSocket(file));
		unix(file).joined("g");
	}

	@Test
	void aSocketFileInUseIsLeftAlone() throws IOException {
		Path file = this.directory.resolve("4803");
		this.resources.start(EmbeddedSpreadDaemon.builder().unixSocket(file));
		EmbeddedSpreadDaemon second = EmbeddedSpreadDaemon.builder().unixSocket(file).build();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(second::start)
			.withMessageContaining(file.toString())
			.withCauseInstanceOf(BindException.class);
		assertThat(second.isRunning()).isFalse();
		unix(file).joined("g");
	}

	@Test
	void aFileThatIsNotASocketIsLeftAlone() throws IOException {
		Path file = Files.writeString(this.directory.resolve("4803"), "precious");
		EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().unixSocket(file).build();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(daemon::start)
			.withMessageContaining("is not a socket")
			.withCauseInstanceOf(FileAlreadyExistsException.class);
		assertThat(file).hasContent("precious");
	}

	@Test
	void whatCannotBeConfiguredIsRefused() {
		EmbeddedSpreadDaemonBuilder builder = EmbeddedSpreadDaemon.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.port(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65_536));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxSessions(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxSessionMessages(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.handshakeTimeout(Duration.ZERO));
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> builder.name("a#b"));
		assertThatIllegalStateException().isThrownBy(() -> EmbeddedSpreadDaemon.builder().tcp(false).build());
	}

	private TestClient unix(Path file) throws IOException {
		return this.resources.add(TestClient.open(file).handshake("ux", true));
	}

}
