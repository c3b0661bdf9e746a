package io.github.spreadspring.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.daemon.AccessPolicy;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemonBuilder;
import io.github.spreadspring.daemon.ServerAuthentication;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A daemon that does not permit everything to everybody, as stock daemons do.
 */
@EachTransport
class StrictDaemonTests {

	private final TestTransport transport;

	private EmbeddedSpreadDaemon daemon;

	StrictDaemonTests(TestTransport transport) {
		transport.assumeAvailable();
		this.transport = transport;
	}

	@AfterEach
	void close() {
		this.daemon.close();
	}

	@Test
	void aMessageThatIsDeniedComesBackToItsSenderAlone() {
		start(EmbeddedSpreadDaemon.builder().accessPolicy(new ReadOnly()));
		try (Mailbox alice = connect("alice"); Mailbox bob = connect("bob")) {
			bob.join("news", "chat");
			alice.send(Mailbox.message("news", "denied").to("chat", "news").service(ServiceType.SAFE).type(7));
			RejectedMessage rejected = alice.next(RejectedMessage.class);
			assertThat(rejected.groups()).containsExactly("chat", "news");
			assertThat(rejected.type().serviceType()).isEqualTo(ServiceType.SAFE);
			assertThat(rejected.messageType()).isEqualTo((short) 7);
			assertThat(rejected.body()).asString(StandardCharsets.UTF_8).isEqualTo("denied");
			assertThat(rejected.isJoin()).isFalse();
			assertThat(rejected.isLeave()).isFalse();
			alice.send("chat", "permitted");
			assertThat(bob.nextText()).isEqualTo("permitted");
		}
	}

	@Test
	void aDeniedMessageThatIsDiscardedByItsSenderVanishes() {
		start(EmbeddedSpreadDaemon.builder().accessPolicy(new ReadOnly()));
		try (Mailbox alice = connect("alice")) {
			alice.send(Mailbox.message("news", "denied").discardSelf());
			alice.expectNothingElse();
		}
	}

	@Test
	void aJoinThatIsDeniedIsAnswered() {
		start(EmbeddedSpreadDaemon.builder().accessPolicy(new ReadOnly()));
		try (Mailbox alice = connect("alice")) {
			alice.connection().join("closed");
			RejectedMessage rejected = alice.next(RejectedMessage.class);
			assertThat(rejected.isJoin()).isTrue();
			assertThat(rejected.groups()).containsExactly("closed");
			alice.connection().join("open");
			assertThat(alice.next(MemberJoined.class).group()).isEqualTo("open");
		}
	}

	@Test
	void aLeaveThatIsDeniedIsAnsweredAndWithoutEffect() {
		start(EmbeddedSpreadDaemon.builder().accessPolicy(new ReadOnly()));
		try (Mailbox alice = connect("alice")) {
			alice.join("cage");
			alice.connection().leave("cage");
			RejectedMessage rejected = alice.next(RejectedMessage.class);
			assertThat(rejected.isLeave()).isTrue();
			assertThat(rejected.groups()).containsExactly("cage");
			alice.send("cage", "still here");
			assertThat(alice.nextText()).isEqualTo("still here");
		}
	}

	@Test
	void whoHasTheRightPasswordIsTakenIn() {
		start(EmbeddedSpreadDaemon.builder().authentication("PWORD", passwords("secret")));
		ConnectionSettings settings = settings("alice").authentication(new Password("alice", "secret"));
		try (SpreadConnection connection = SpreadConnection.open(settings)) {
			assertThat(connection.privateGroup().privateName()).isEqualTo("alice");
		}
	}

	@Test
	void whoHasAWrongPasswordIsToldWhatIsWrong() {
		start(EmbeddedSpreadDaemon.builder().authentication("PWORD", passwords("secret")));
		assertThatExceptionOfType(AuthenticationRejectedException.class)
			.isThrownBy(() -> SpreadConnection.open(settings("alice").authentication(new Password("alice", "guess"))))
			.withMessage("No user alice with this password");
	}

	@Test
	void whoHasNoPasswordIsNotTakenIn() {
		start(EmbeddedSpreadDaemon.builder().authentication("PWORD", passwords("secret")));
		assertThatExceptionOfType(AuthenticationRejectedException.class)
			.isThrownBy(() -> SpreadConnection.open(settings("alice")))
			.withMessageContaining("NULL");
	}

	@Test
	void twoMethodsAreRunOneAfterTheOther() {
		start(EmbeddedSpreadDaemon.builder()
			.authentication("PWORD", passwords("secret"))
			.authentication("NULL", ServerAuthentication.NULL));
		ConnectionSettings settings = settings("alice").authentication(AuthenticationMethod.NULL,
				new Password("alice", "secret"));
		try (SpreadConnection connection = SpreadConnection.open(settings)) {
			assertThat(connection.isOpen()).isTrue();
		}
	}

	private void start(EmbeddedSpreadDaemonBuilder builder) {
		this.daemon = builder.build().start();
	}

	private ConnectionSettings settings(String name) {
		return this.transport.over(ConnectionSettings.of(this.daemon.address()).privateName(name));
	}

	private Mailbox connect(String name) {
		return Mailbox.open(settings(name));
	}

	private static ServerAuthentication passwords(String password) {
		return (dialogue) -> dialogue.read(40).thenApply((credentials) -> {
			boolean right = Arrays.equals(credentials, Password.credentials(dialogue.client().privateName(), password));
			dialogue.write((byte) (right ? 1 : 0));
			return right;
		});
	}

	private static final class ReadOnly implements AccessPolicy {

		@Override
		public boolean mayJoin(MemberId member, String group) {
			return !group.equals("closed");
		}

		@Override
		public boolean mayLeave(MemberId member, String group) {
			return !group.equals("cage");
		}

		@Override
		public boolean maySend(MemberId sender, List<String> destinations, ServiceType serviceType) {
			return !destinations.contains("news");
		}

	}

	/**
	 * User and password, with the layout of the method that comes with Spread.
	 */
	private record Password(String user, String password) implements AuthenticationMethod {

		@Override
		public String name() {
			return "PWORD";
		}

		@Override
		public void authenticate(AuthenticationDialogue dialogue) throws IOException {
			dialogue.write(credentials(this.user, this.password));
			if (dialogue.read(1)[0] != 1) {
				throw new AuthenticationRejectedException(dialogue.address(),
						"No user %s with this password".formatted(this.user));
			}
		}

		private static byte[] credentials(String user, String password) {
			byte[] credentials = Arrays.copyOf(user.getBytes(StandardCharsets.US_ASCII), 40);
			byte[] secret = password.getBytes(StandardCharsets.US_ASCII);
			System.arraycopy(secret, 0, credentials, 32, secret.length);
			return credentials;
		}

	}

}
