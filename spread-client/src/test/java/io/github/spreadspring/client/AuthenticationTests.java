package io.github.spreadspring.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.protocol.AcceptReply;
import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.SpreadVersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Methods by which a client proves to a daemon who it is.
 */
@EachTransport
class AuthenticationTests {

	private ScriptedDaemon daemon;

	private final TestTransport transport;

	AuthenticationTests(TestTransport transport) {
		transport.assumeAvailable();
		this.transport = transport;
	}

	@AfterEach
	void close() throws IOException {
		if (this.daemon != null) {
			this.daemon.close();
		}
	}

	@Test
	void aMethodTalksWithTheDaemonAfterItWasChosen() throws IOException {
		start((peer) -> {
			peer.readRequest();
			peer.say(new AuthenticationMethods(List.of("NULL", "TICKET")).toOffer().array());
			assertThat(choice(peer)).isEqualTo("TICKET");
			peer.say("who?".getBytes(StandardCharsets.UTF_8));
			peer.say(new byte[] { (byte) ((peer.read(5)[4] == '7') ? 1 : 0) });
			peer.say(new AcceptReply(SpreadVersion.CURRENT, peer.id()).toBytes(SpreadVersion.CURRENT).array());
		});
		try (SpreadConnection connection = open(this.daemon.settings().authentication(new Ticket("no. 7")))) {
			assertThat(connection.privateGroup().privateName()).isEqualTo("alice");
		}
		assertThatExceptionOfType(AuthenticationRejectedException.class)
			.isThrownBy(() -> open(this.daemon.settings().authentication(new Ticket("no. 8"))))
			.withMessage("ticket refused");
	}

	@Test
	void aDaemonThatRefusesIsReportedWithTheMethod() {
		start((peer) -> {
			peer.readRequest();
			peer.say(new AuthenticationMethods(List.of("NULL", "IP")).toOffer().array());
			choice(peer);
			peer.say(new byte[] { -9 });
		});
		assertThatExceptionOfType(AuthenticationRejectedException.class)
			.isThrownBy(() -> open(this.daemon.settings().authentication(AuthenticationMethod.IP)))
			.withMessageContaining("[IP]");
	}

	@Test
	void aMethodThatTheDaemonDoesNotOfferIsNotChosen() {
		start(ScriptedPeer::welcome);
		assertThatExceptionOfType(AuthenticationRejectedException.class)
			.isThrownBy(() -> open(this.daemon.settings().authentication(AuthenticationMethod.IP)))
			.withMessageContaining((this.transport == TestTransport.SOCKET) ? "offers the authentication methods [NULL]"
					: "refused the authentication")
			.withMessageContaining("[IP]");
	}

	@Test
	void aDaemonThatSaysNothingToAMethodDoesNotHoldUsUp() {
		start((peer) -> {
			peer.readRequest();
			peer.say(new AuthenticationMethods(List.of("TICKET")).toOffer().array());
			choice(peer);
			peer.read(1);
		});
		ConnectionSettings settings = this.daemon.settings()
			.authentication(new Ticket("no. 7"))
			.connectTimeout(Duration.ofMillis(100));
		assertThatExceptionOfType(ConnectTimeoutException.class).isThrownBy(() -> open(settings));
	}

	@Test
	void oneOrTwoMethodsCanBeChosen() {
		ConnectionSettings settings = ConnectionSettings.defaults();
		assertThatIllegalArgumentException().isThrownBy(() -> settings.authentication(new AuthenticationMethod[0]))
			.withMessage("0 authentication methods chosen; 1 or 2 are allowed");
		AuthenticationMethod method = AuthenticationMethod.NULL;
		assertThatIllegalArgumentException().isThrownBy(() -> settings.authentication(method, method, method))
			.withMessage("3 authentication methods chosen; 1 or 2 are allowed");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> settings.authentication(AuthenticationMethod.silent("x".repeat(30))))
			.withMessageContaining("1 to 29 characters");
		assertThat(settings.authentication(method, AuthenticationMethod.IP).authentication()).hasSize(2);
	}

	private void start(ScriptedDaemon.Dialogue dialogue) {
		this.daemon = ScriptedDaemon.start(dialogue);
	}

	private SpreadConnection open(ConnectionSettings settings) {
		return SpreadConnection.open(this.transport.over(settings));
	}

	private static String choice(ScriptedPeer peer) throws IOException {
		byte[] choice = peer.read(AuthenticationMethods.CHOICE_SIZE);
		int end = 0;
		while (choice[end] != 0) {
			end++;
		}
		return new String(Arrays.copyOf(choice, end), StandardCharsets.US_ASCII);
	}

	private record Ticket(String number) implements AuthenticationMethod {

		@Override
		public String name() {
			return "TICKET";
		}

		@Override
		public void authenticate(AuthenticationDialogue dialogue) throws IOException {
			assertThat(dialogue.read(4)).asString(StandardCharsets.UTF_8).isEqualTo("who?");
			dialogue.write(this.number.getBytes(StandardCharsets.UTF_8));
			if (dialogue.read(1)[0] != 1) {
				throw new AuthenticationRejectedException(dialogue.address(), "ticket refused");
			}
		}

	}

}
