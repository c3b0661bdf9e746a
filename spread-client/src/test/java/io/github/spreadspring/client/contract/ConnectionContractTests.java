package io.github.spreadspring.client.contract;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.PrivateNameInUseException;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.Transport;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.SpreadVersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How clients come and go.
 */
@DaemonContract
class ConnectionContractTests {

	@RegisterExtension
	final Clients clients;

	private final Combination combination;

	ConnectionContractTests(Combination combination) {
		this.combination = combination;
		this.clients = new Clients(combination);
	}

	@Test
	void thePrivateGroupIsMadeOfOurNameAndThatOfTheDaemon() {
		Mailbox alice = this.clients.connect("alice");
		assertThat(alice.id()).hasToString("#" + this.clients.name("alice") + "#localhost");
		assertThat(alice.id().privateName()).isEqualTo(this.clients.name("alice"));
		assertThat(alice.id().daemonName()).isEqualTo("localhost");
	}

	@Test
	void theDaemonTellsItsVersion() {
		// but libspread does not tell us
		assertThat(this.clients.connect("alice").connection().daemonVersion())
			.isEqualTo((this.combination.transport() == Transport.NATIVE) ? null : new SpreadVersion(5, 0, 1));
	}

	@Test
	void withoutANameTheDaemonChoosesOne() {
		ConnectionSettings anonymous = this.clients.anonymous();
		Mailbox one = this.clients.connect(anonymous);
		Mailbox other = this.clients.connect(anonymous);
		assertThat(one.id().privateName()).matches("r\\d+-\\d+").hasSizeLessThanOrEqualTo(10);
		assertThat(other.id()).isNotEqualTo(one.id());
		other.send(one.id().toString(), "hello");
		assertThat(one.nextText()).isEqualTo("hello");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "0123456789", "$%&'()*+,-", "~}|{`_^]\\[", "a/b@c.d:e" })
	void everyLegalNameIsAccepted(String name) {
		Mailbox mailbox = this.clients.connect(this.clients.anonymous().privateName(name));
		assertThat(mailbox.id().privateName()).isEqualTo(name);
		mailbox.expectNothingElse();
	}

	@Test
	void namesThatDifferInCaseAreDifferent() {
		this.clients.connect("alice");
		this.clients.connect("Alice").expectNothingElse();
	}

	@Test
	void aNameInUseIsRefused() {
		Mailbox alice = this.clients.connect("alice");
		assertThatExceptionOfType(PrivateNameInUseException.class).isThrownBy(() -> this.clients.connect("alice"))
			.withMessageContaining(this.clients.name("alice"))
			.withMessageContaining(this.clients.address())
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.REJECT_NOT_UNIQUE));
		alice.expectNothingElse();
	}

	@Test
	void aNameIsFreeAgainAfterItsOwnerDisconnected() {
		this.clients.connect("alice").close();
		awaitConnected("alice").expectNothingElse();
	}

	@Test
	void aNameIsFreeAgainAWhileAfterItsOwnerCrashed() {
		this.clients.connect("alice").connection().kill();
		awaitConnected("alice").expectNothingElse();
	}

	@Test
	void aClientWithThePriorityFlagIsServedLikeAnyOther() {
		Mailbox mailbox = this.clients.connect(this.clients.anonymous().priority(true));
		mailbox.join(this.clients.group("g"));
		mailbox.expectNothingElse();
	}

	@Test
	void aBarePortMeansTheUnixDomainSocket() {
		Mailbox local = this.clients
			.connect(this.clients.anonymous().address(DaemonAddress.parse(Integer.toString(this.clients.port()))));
		Mailbox remote = this.clients.connect("tcp");
		String group = this.clients.group("g");
		local.join(group);
		remote.send(group, "over TCP");
		assertThat(local.nextText()).isEqualTo("over TCP");
		local.send(remote.id().toString(), "x".repeat(100_000));
		assertThat(remote.nextText()).hasSize(100_000);
	}

	@Test
	void receivingTakesNoLongerThanAsked() throws InterruptedException {
		SpreadConnection connection = this.clients.connect("alice").connection();
		assertThat(connection.receive(Duration.ZERO)).isNull();
		long before = System.nanoTime();
		assertThat(connection.receive(Duration.ofMillis(50))).isNull();
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
		assertThat(connection.isOpen()).isTrue();
	}

	@Test
	void aClosedConnectionGivesAndTakesNothing() {
		Mailbox alice = this.clients.connect("alice");
		String group = this.clients.group("g");
		alice.join(group);
		alice.send(group, "not received");
		alice.close();
		alice.close();
		assertThat(alice.connection().isOpen()).isFalse();
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> alice.connection().receive(Duration.ofSeconds(1)))
			.withMessageContaining(this.clients.address())
			.withMessageContaining("closed by this application");
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> alice.send(group, "late"));
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> alice.connection().join(group));
	}

	@Test
	void whatWasSentBeforeClosingIsDelivered() {
		Mailbox bob = this.clients.connect("bob");
		String group = this.clients.group("g");
		bob.join(group);
		Mailbox alice = this.clients.connect("alice");
		for (int i = 0; i < 500; i++) {
			alice.send(group, "word " + i);
		}
		alice.close();
		assertThat(bob.nextTexts(500)).startsWith("word 0").endsWith("word 499");
	}

	private Mailbox awaitConnected(String base) {
		return Awaitility.await()
			.atMost(Mailbox.PATIENCE)
			.ignoreException(PrivateNameInUseException.class)
			.until(() -> this.clients.connect(base), (mailbox) -> true);
	}

}
