package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionRefusedException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.NoDaemonException;
import io.github.spreadspring.client.NotSpreadException;
import io.github.spreadspring.client.PrivateNameInUseException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.testing.FreePorts;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sessions that have to be connected by the end of their start.
 */
class SessionStartOrFailTests {

	private final SessionLog log = SessionLog.open();

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void aDaemonThatIsThereTakesItIn() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();
				SpreadSession session = session(daemon.address())) {
			session.startOrFail();
			assertThat(session.state()).isEqualTo(SessionState.CONNECTED);
		}
	}

	@Test
	void theReasonOfTheOnlyDaemonIsThrownAndNotLogged() {
		String address = FreePorts.next() + "@127.0.0.1";
		try (SpreadSession session = session(address)) {
			assertThatExceptionOfType(ConnectionRefusedException.class).isThrownBy(session::startOrFail)
				.withMessageContaining(address);
			assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
			assertThat(this.log.about(address)).isEmpty();
		}
	}

	@Test
	void theReasonsOfSeveralDaemonsAreAllTold() throws Exception {
		String nobody = FreePorts.next() + "@127.0.0.1";
		try (ScriptedDaemon daemon = ScriptedDaemon.start(ScriptedPeer::close);
				SpreadSession session = session(nobody, daemon.address())) {
			assertThatExceptionOfType(NoDaemonException.class).isThrownBy(session::startOrFail)
				.withMessageContainingAll("- No Spread daemon accepts connections at " + nobody, daemon.address())
				.satisfies((ex) -> assertThat(ex.failures()).hasExactlyElementsOfTypes(ConnectionRefusedException.class,
						NotSpreadException.class));
			assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
		}
	}

	@Test
	void aNameThatStaysTakenIsTheReason() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();
				SpreadConnection first = SpreadConnection
					.open(ConnectionSettings.of(daemon.address()).privateName("app"));
				SpreadSession session = new SpreadSession(
						settings(daemon.address()).privateNameWait(Duration.ofMillis(50)))) {
			assertThat(first.isOpen()).isTrue();
			assertThatExceptionOfType(PrivateNameInUseException.class).isThrownBy(session::startOrFail);
			assertThat(this.log.about(daemon.address())).singleElement().asString().contains("Will wait for it");
		}
	}

	@Test
	void aFailedStartCanBeTriedAgainOrGoneOnWith() throws Exception {
		int port = FreePorts.next();
		String address = port + "@127.0.0.1";
		try (SpreadSession session = session(address)) {
			assertThatExceptionOfType(ConnectionRefusedException.class).isThrownBy(session::startOrFail);
			session.start();
			assertThat(this.log.about(address)).singleElement().asString().contains("Will keep trying");
			try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().port(port).build().start()) {
				assertThat(session.awaitConnected(Duration.ofSeconds(10))).isTrue();
				session.stop();
				session.startOrFail();
				assertThat(daemon.sessions()).isOne();
			}
		}
	}

	@Test
	void aSessionThatIsStartedAlreadyGoesOnTrying() throws Exception {
		int port = FreePorts.next();
		String address = port + "@127.0.0.1";
		try (SpreadSession session = session(address)) {
			session.start();
			assertThatExceptionOfType(ConnectionRefusedException.class).isThrownBy(session::startOrFail);
			try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().port(port).build().start()) {
				assertThat(session.awaitConnected(Duration.ofSeconds(10))).isTrue();
				session.startOrFail();
				assertThat(daemon.sessions()).isOne();
			}
		}
	}

	private static SpreadSession session(String... addresses) {
		return new SpreadSession(settings(addresses));
	}

	private static SessionSettings settings(String... addresses) {
		List<DaemonAddress> daemons = Stream.of(addresses).map(DaemonAddress::parse).toList();
		return SessionSettings.of(ConnectionSettings.defaults().privateName("app"))
			.addresses(daemons)
			.reconnectDelay(Duration.ofMillis(1), Duration.ofMillis(5));
	}

}
