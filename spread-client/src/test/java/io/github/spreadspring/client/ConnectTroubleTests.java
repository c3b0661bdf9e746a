package io.github.spreadspring.client;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.FreePorts;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * When a connection does not come about, the exception tells why.
 */
@EachTransport
class ConnectTroubleTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final byte[] OFFER = { 5, 'N', 'U', 'L', 'L', ' ' };

	private final TestTransport transport;

	ConnectTroubleTests(TestTransport transport) {
		transport.assumeAvailable();
		this.transport = transport;
	}

	@Test
	void anUnknownHostIsNamed() {
		ConnectionSettings settings = ConnectionSettings.of("4803@no-such-host.invalid");
		assertThatExceptionOfType(UnknownDaemonHostException.class).isThrownBy(() -> open(settings))
			.withMessageContaining("no-such-host.invalid")
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.ILLEGAL_SPREAD))
			.satisfies((ex) -> assertThat(ex.address()).isEqualTo(settings.address()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "%d@127.0.0.1", "%d" })
	void aPortWhereNobodyListensIsNamed(String form) {
		String address = form.formatted(FreePorts.next());
		assertThatExceptionOfType(ConnectionRefusedException.class)
			.isThrownBy(() -> open(ConnectionSettings.of(address)))
			.withMessageContaining("No Spread daemon accepts connections at " + address)
			.satisfies((ex) -> assertThat(ex.getCause() instanceof ConnectException)
				.isEqualTo(this.transport == TestTransport.SOCKET))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.COULD_NOT_CONNECT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 400 Bad Request\r\nServer: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
			"HTTP/1.1 400 Bad Request\r\n", "SSH-2.0-OpenSSH_9.2p1\r\n", "220 mail.example.org ESMTP\r\n" })
	void anotherServerOnThePortIsQuoted(String greeting) throws Exception {
		this.transport.assumeSocket("libspread waits for as much as the first byte says, and does not tell what came");
		expectNotSpread((peer) -> peer.say(greeting.getBytes(StandardCharsets.ISO_8859_1)),
				"answered with \"" + greeting.lines().findFirst().orElseThrow());
	}

	@ParameterizedTest
	@ValueSource(bytes = { 91, 127, -1, -2, -10, -20, -128 })
	void anUnknownAnswerIsNotFromSpread(byte answer) throws Exception {
		if (answer == ErrorCode.COULD_NOT_CONNECT.code()) {
			this.transport.assumeSocket("libspread says the same when nobody listens");
		}
		expectNotSpread((peer) -> peer.say(new byte[] { answer }), "Is it a Spread daemon?");
	}

	@Test
	void whoHangsUpIsNotSpread() throws Exception {
		expectNotSpread(ScriptedPeer::close, "Is it a Spread daemon?");
	}

	@Test
	void whoHangsUpInTheMiddleOfTheHandshakeIsNotSpread() throws Exception {
		expectNotSpread((peer) -> {
			peer.readRequest();
			peer.say(OFFER);
			peer.read(90);
			peer.say(new byte[] { 1, 5, 0 });
			peer.close();
		}, "closed the connection during the handshake");
	}

	@Test
	void whoAcceptsInAnotherWayIsNotSpread() throws Exception {
		expectNotSpread((peer) -> {
			peer.readRequest();
			peer.say(OFFER);
			peer.read(90);
			peer.say("how do you do".getBytes(StandardCharsets.US_ASCII));
		}, "did not accept as a Spread daemon does");
	}

	@Test
	void whoSaysNothingIsGivenUpAfterTheConnectTimeout() throws Exception {
		expectTimeout((peer) -> {
		});
	}

	@Test
	void whoOffersByteByByteIsGivenUpAfterTheConnectTimeout() throws Exception {
		expectTimeout((peer) -> {
			peer.readRequest();
			peer.drip(("Z" + "A".repeat(90)).getBytes(StandardCharsets.US_ASCII), 50);
		});
	}

	@Test
	void whoAcceptsByteByByteIsGivenUpAfterTheConnectTimeout() throws Exception {
		byte[] reply = ("xxxxx" + "A".repeat(31)).getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(new byte[] { 1, 5, 0, 1, 31 }, 0, reply, 0, 5);
		expectTimeout((peer) -> {
			peer.readRequest();
			peer.say(OFFER);
			peer.read(90);
			peer.drip(reply, 50);
		});
	}

	@Test
	void aSlowHandshakeWithinTheTimeoutSucceeds() throws Exception {
		try (ScriptedDaemon daemon = ScriptedDaemon.start((peer) -> {
			peer.readRequest();
			peer.drip(OFFER, 5);
			peer.read(89);
			peer.drip(new byte[] { 1, 5, 0, 1, 4, '#', 'a', '#', 'd' }, 5);
		}); SpreadConnection connection = open(daemon.settings())) {
			assertThat(connection.privateGroup()).hasToString("#a#d");
			daemon.nextClient().close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "-3, SessionQuotaException, serves as many sessions as it can",
			"-4, PrivateNameRejectedException, does not accept the private name \"alice\"",
			"-5, PrivateNameRejectedException, does not accept the private name \"alice\"",
			"-6, PrivateNameInUseException, \"alice\" is in use", "-7, VersionRejectedException, version 5.0.1",
			"-9, AuthenticationRejectedException, refused the authentication" })
	void everyRefusalHasItsException(byte code, String exception, String message) throws Exception {
		try (ScriptedDaemon daemon = ScriptedDaemon.start((peer) -> peer.say(new byte[] { code }))) {
			SpreadConnectException ex = catchThrowableOfType(SpreadConnectException.class,
					() -> open(daemon.settings()));
			assertThat(ex.getClass().getSimpleName()).isEqualTo(exception);
			assertThat(ex).hasMessageContaining(message).hasMessageContaining(daemon.address());
			assertThat(ex.code().code()).isIn((int) code, ErrorCode.REJECT_ILLEGAL_NAME.code());
		}
	}

	@Test
	void aRefusalInPlaceOfTheAcceptReplyIsUnderstood() throws Exception {
		try (ScriptedDaemon daemon = ScriptedDaemon.start((peer) -> {
			peer.readRequest();
			peer.say(OFFER);
			peer.read(90);
			peer.say(new byte[] { -9 });
		})) {
			assertThatExceptionOfType(AuthenticationRejectedException.class).isThrownBy(() -> open(daemon.settings()));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "IP ", "PWORD IP " })
	void aDaemonWithoutOurAuthenticationMethodTellsWhatItHas(String methods) throws Exception {
		try (ScriptedDaemon daemon = ScriptedDaemon.start((peer) -> {
			peer.readRequest();
			peer.say(((char) methods.length() + methods).getBytes(StandardCharsets.US_ASCII));
		})) {
			assertThatExceptionOfType(AuthenticationRejectedException.class).isThrownBy(() -> open(daemon.settings()))
				.withMessageContaining((this.transport == TestTransport.SOCKET) ? methods.strip().replace(" ", ", ")
						: "refused the authentication");
		}
	}

	@Test
	void aFullDaemonIsNamed() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().maxSessions(1).build().start();
				Mailbox first = Mailbox.open(this.transport.over(ConnectionSettings.of(daemon.address())))) {
			assertThatExceptionOfType(SessionQuotaException.class)
				.isThrownBy(() -> open(ConnectionSettings.of(daemon.address())))
				.withMessageContaining(daemon.address());
			first.expectNothingElse();
		}
	}

	@Test
	void anInterruptEndsTheAttemptAndIsKept() throws Exception {
		try (ScriptedDaemon daemon = ScriptedDaemon.start((peer) -> {
		})) {
			Thread.currentThread().interrupt();
			SpreadConnectException ex = catchThrowableOfType(SpreadConnectException.class,
					() -> open(daemon.settings()));
			assertThat(Thread.interrupted()).isTrue();
			assertThat(ex).hasMessageContaining("nterrupted while connecting to " + daemon.address())
				.isNotInstanceOf(NotSpreadException.class);
		}
	}

	private void expectNotSpread(ScriptedDaemon.Dialogue dialogue, String message) throws Exception {
		try (ScriptedDaemon daemon = ScriptedDaemon.start(dialogue)) {
			assertThatExceptionOfType(NotSpreadException.class)
				.isThrownBy(() -> open(daemon.settings().connectTimeout(Mailbox.PATIENCE)))
				.withMessageContaining(daemon.address())
				.withMessageContaining(message);
		}
	}

	private void expectTimeout(ScriptedDaemon.Dialogue dialogue) throws Exception {
		try (ScriptedDaemon daemon = ScriptedDaemon.start(dialogue)) {
			long before = System.nanoTime();
			assertThatExceptionOfType(ConnectTimeoutException.class)
				.isThrownBy(() -> open(daemon.settings().connectTimeout(SHORT)))
				.withMessageContaining(daemon.address())
				.withMessageContaining("300 ms");
			assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(SHORT);
		}
	}

	private SpreadConnection open(ConnectionSettings settings) {
		return SpreadConnection.open(this.transport.over(settings));
	}

}
