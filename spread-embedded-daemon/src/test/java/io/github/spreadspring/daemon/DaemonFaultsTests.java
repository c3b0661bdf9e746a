package io.github.spreadspring.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.ConnectRequest;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.NameField;
import io.github.spreadspring.protocol.SpreadVersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What clients of a daemon see when it is made to misbehave.
 */
@Timeout(30)
class DaemonFaultsTests {

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	@TempDir
	Path directory;

	@Test
	void aKilledDaemonResetsItsConnections() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient alice = this.resources.connect(daemon, "alice").joined("g");
		TestClient bob = this.resources.connect(daemon, "bob").joined("g");
		alice.receive();
		TestClient handshaking = this.resources.add(TestClient.open(daemon));
		int port = daemon.port();
		daemon.kill();
		daemon.kill();
		assertThat(daemon.isRunning()).isFalse();
		assertThat(daemon.sessions()).isZero();
		for (TestClient client : new TestClient[] { alice, bob, handshaking }) {
			assertThatExceptionOfType(SocketException.class).isThrownBy(client::receive).withMessageContaining("reset");
		}
		new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
	}

	@Test
	void aDaemonRestartsOnItsPortWithoutSessions() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		int port = daemon.port();
		TestClient alice = this.resources.connect(daemon, "alice").joined("g");
		assertThat(daemon.restart().port()).isEqualTo(port);
		assertThat(alice.readToEnd()).isEmpty();
		assertThat(daemon.sessions()).isZero();
		Frame join = this.resources.connect(daemon, "alice").join("g").receive();
		assertThat(join.groups()).containsExactly("#alice#localhost");
		daemon.close();
		assertThat(daemon.start().port()).isEqualTo(port);
	}

	@Test
	void aDaemonWhosePortWasTakenMeanwhileDoesNotTakeAnother() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		int port = daemon.port();
		daemon.kill();
		try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(daemon::start)
				.withMessageContaining(other.getLocalPort() + "@127.0.0.1");
		}
		assertThat(daemon.start().port()).isEqualTo(port);
	}

	@Test
	void aKilledDaemonLeavesItsSocketFileBehind() throws IOException {
		Path socket = this.directory.resolve("4803");
		EmbeddedSpreadDaemon daemon = this.resources
			.start(EmbeddedSpreadDaemon.builder().tcp(false).unixSocket(socket));
		TestClient alice = this.resources.add(TestClient.open(socket)).handshake("alice", true);
		daemon.kill();
		assertThat(alice.readToEnd()).isEmpty();
		assertThat(socket).exists();
		assertThat(this.directory).isDirectoryNotContaining((file) -> !file.equals(socket));
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> TestClient.open(socket));
		daemon.start();
		this.resources.add(TestClient.open(socket)).handshake("alice", true);
		daemon.close();
		assertThat(Files.exists(socket)).isFalse();
	}

	@Test
	void aFrozenDaemonAnswersNobodyAndGoesOnWhereItStood() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient alice = this.resources.connect(daemon, "alice").joined("g");
		TestClient asking = this.resources.add(TestClient.open(daemon));
		daemon.faults().freeze();
		assertThat(daemon.faults().isFrozen()).isTrue();
		alice.multicast("g", "waits");
		asking.send(new ConnectRequest(SpreadVersion.CURRENT, true, false, "bob").toBytes());
		TestClient late = this.resources.add(TestClient.open(daemon));
		late.send(new ConnectRequest(SpreadVersion.CURRENT, true, false, "carol").toBytes());
		assertSilent(alice, asking, late);
		daemon.faults().thaw();
		assertThat(daemon.faults().isFrozen()).isFalse();
		assertThat(alice.receiveText()).isEqualTo("waits");
		assertThat(asking.read(6)).startsWith(5);
		assertThat(late.read(6)).startsWith(5);
	}

	@Test
	void whatAFrozenDaemonHadWrittenComesCompletelyAndInOrder() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient slow = this.resources.add(TestClient.connectWithSmallBuffer(daemon, "slow")).joined("g");
		TestClient alice = this.resources.connect(daemon, "alice").joined("echo");
		String filling = "x".repeat(50_000);
		for (int i = 100; i < 130; i++) {
			alice.multicast("g", i + filling);
		}
		alice.multicast("echo", "done").receive();
		daemon.faults().freeze();
		ByteBuffer received = ByteBuffer.allocate(30 * (FrameHeader.SIZE + NameField.SIZE + 50_003));
		await().pollInterval(Duration.ofMillis(1)).during(Duration.ofMillis(100)).until(() -> {
			int available = slow.available();
			received.put(slow.read(available));
			return available == 0;
		});
		assertThat(received.hasRemaining()).isTrue();
		daemon.faults().thaw();
		received.put(slow.read(received.remaining())).flip();
		for (int i = 100; i < 130; i++) {
			assertThat(new String(Frame.read(received).body())).startsWith(i + "x");
		}
		assertThat(alice.multicast("g", "after").multicast("echo", "still here").receiveText()).isEqualTo("still here");
		assertThat(slow.receiveText()).isEqualTo("after");
	}

	@Test
	void aFrozenDaemonCanBeClosedAndStartsWithoutFaults() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient alice = this.resources.connect(daemon, "alice").joined("g");
		daemon.faults().freeze();
		daemon.faults().refuse(ErrorCode.REJECT_QUOTA);
		daemon.close();
		assertThat(alice.readToEnd()).isEmpty();
		assertThat(daemon.faults().isFrozen()).isFalse();
		daemon.start();
		this.resources.connect(daemon, "alice").joined("g");
	}

	@Test
	void aDelayKeepsTheOrderAndLetsHandshakesWaitToo() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient alice = this.resources.connect(daemon, "alice").joined("g");
		daemon.faults().delay(Duration.ofSeconds(20));
		alice.multicast("g", "one").multicast("g", "two");
		TestClient bob = this.resources.add(TestClient.open(daemon));
		bob.send(new ConnectRequest(SpreadVersion.CURRENT, true, false, "bob").toBytes());
		assertSilent(alice, bob);
		daemon.faults().delay(Duration.ZERO);
		assertThat(bob.read(6)).startsWith(5);
		assertThat(alice.receiveText()).isEqualTo("one");
		assertThat(alice.receiveText()).isEqualTo("two");
		daemon.faults().delay(Duration.ofMillis(20));
		assertThat(alice.multicast("g", "three").receiveText()).isEqualTo("three");
		assertThatIllegalArgumentException().isThrownBy(() -> daemon.faults().delay(Duration.ofMillis(-1)));
	}

	@Test
	void aDelayLetsRefusalsWaitToo() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		daemon.faults().delay(Duration.ofSeconds(20));
		daemon.faults().refuse(ErrorCode.REJECT_QUOTA);
		TestClient alice = this.resources.add(TestClient.open(daemon));
		assertSilent(alice);
		daemon.faults().delay(Duration.ZERO);
		assertThat(alice.readToEnd()).containsExactly(-3);
	}

	@Test
	void oneClientCanBeCutOff() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient alice = this.resources.connect(daemon, "alice").joined("g");
		TestClient bob = this.resources.connect(daemon, "bob").joined("g");
		alice.receive();
		assertThat(daemon.faults().disconnect("carol")).isFalse();
		assertThat(daemon.faults().disconnect("bob")).isTrue();
		assertThat(bob.readToEnd()).isEmpty();
		assertThat(alice.receive().type().cause()).isEqualTo(MembershipCause.DISCONNECT);
		assertThat(daemon.faults().disconnect("bob")).isFalse();
		this.resources.connect(daemon, "bob");
	}

	@Test
	void aFrameCanBeCutInTheMiddle() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient alice = this.resources.connect(daemon, "alice").joined("g");
		TestClient bob = this.resources.connect(daemon, "bob").joined("g");
		alice.receive();
		assertThat(daemon.faults().cutFrame("carol")).isFalse();
		assertThat(daemon.faults().cutFrame("bob")).isTrue();
		alice.multicast("g", "x".repeat(1000));
		int length = FrameHeader.SIZE + 32 + 1000;
		assertThat(bob.readToEnd()).hasSize(length / 2);
		assertThat(alice.receiveText()).hasSize(1000);
		assertThat(alice.receive().type().cause()).isEqualTo(MembershipCause.DISCONNECT);
		daemon.faults().cutFrame("alice");
		daemon.faults().clear();
		assertThat(alice.multicast("g", "whole").receiveText()).isEqualTo("whole");
	}

	@Test
	void everyHandshakeIsRefusedWhereACDaemonWouldDoSo() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient alice = this.resources.connect(daemon, "alice").joined("g");
		daemon.faults().refuse(ErrorCode.REJECT_QUOTA);
		assertThat(this.resources.add(TestClient.open(daemon)).readToEnd()).containsExactly(-3);
		for (ErrorCode code : new ErrorCode[] { ErrorCode.REJECT_ILLEGAL_NAME, ErrorCode.REJECT_NOT_UNIQUE,
				ErrorCode.REJECT_VERSION }) {
			daemon.faults().refuse(code);
			TestClient bob = this.resources.add(TestClient.open(daemon));
			bob.send(new ConnectRequest(SpreadVersion.CURRENT, true, false, "bob").toBytes());
			assertThat(bob.readToEnd()).containsExactly(code.code());
		}
		daemon.faults().refuse(ErrorCode.REJECT_AUTH);
		TestClient bob = this.resources.add(TestClient.open(daemon));
		bob.send(new ConnectRequest(SpreadVersion.CURRENT, true, false, "bob").toBytes());
		assertThat(bob.read(6)).startsWith(5);
		bob.send(AuthenticationMethods.NULL.toChoice());
		assertThat(bob.readToEnd()).containsExactly(-9);
		assertThat(alice.multicast("g", "unharmed").receiveText()).isEqualTo("unharmed");
		daemon.faults().accept();
		this.resources.connect(daemon, "bob");
	}

	@ParameterizedTest
	@EnumSource(names = { "REJECT_QUOTA", "REJECT_ILLEGAL_NAME", "REJECT_NOT_UNIQUE", "REJECT_VERSION", "REJECT_AUTH" },
			mode = Mode.EXCLUDE)
	void noCodeIsSentThatDaemonsDoNotSend(ErrorCode code) {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		assertThatIllegalArgumentException().isThrownBy(() -> daemon.faults().refuse(code))
			.withMessageContaining("REJECT_AUTH");
	}

	@Test
	void aDaemonThatDoesNotRunHasNoFaults() {
		DaemonFaults faults = EmbeddedSpreadDaemon.builder().build().faults();
		assertThat(faults.isFrozen()).isFalse();
		faults.thaw();
		faults.accept();
		faults.clear();
		assertThatIllegalStateException().isThrownBy(faults::freeze).withMessageContaining("start()");
		assertThatIllegalStateException().isThrownBy(() -> faults.disconnect("alice"));
	}

	/**
	 * Nothing that is checked here would take long to arrive.
	 */
	private static void assertSilent(TestClient... clients) {
		await().during(Duration.ofMillis(50)).until(() -> {
			boolean silent = true;
			for (TestClient client : clients) {
				silent &= client.isSilent();
			}
			return silent;
		});
	}

}
