package io.github.spreadspring.boot.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.daemon.DaemonFaults;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.messaging.support.HeaderSettings;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SpreadTestClient}.
 */
@EmbeddedSpread
class SpreadTestClientTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	private final SpreadTestClient client;

	private final SpreadTestClient other;

	SpreadTestClientTests(SpreadTestClient client, SpreadTestClient other) {
		this.client = client;
		this.other = other;
	}

	@BeforeEach
	void join() {
		assertThat(this.client.join("orders").members()).containsExactly(this.client.memberId());
	}

	@Test
	void textComesAsItWasSent() {
		this.other.send("orders", "ein Füller");
		SpreadTestClient.Received message = this.client.awaitMessage("orders");
		assertThat(message.text()).isEqualTo("ein Füller");
		assertThat(message.sender()).isEqualTo(this.other.memberId());
		assertThat(message.message().serviceType()).isEqualTo(ServiceType.AGREED);
	}

	@Test
	void anythingElseIsAnOutboundMessage() {
		this.other.send(OutboundMessage.of("orders", new byte[] { 1, 2 }).service(ServiceType.SAFE).type(7));
		SpreadTestClient.Received message = this.client.awaitMessage("orders");
		assertThat(message.bytes()).containsExactly(1, 2);
		assertThat(message.message().serviceType()).isEqualTo(ServiceType.SAFE);
		assertThat(message.message().messageType()).isEqualTo((short) 7);
	}

	@Test
	void headersTravelInFrontOfTheText() {
		this.other.send("orders", "pen", Map.of("colour", "blue", "correlation-id", "c1"));
		SpreadTestClient.Received message = this.client.awaitMessage("orders");
		assertThat(message.message().messageType()).isEqualTo((short) HeaderSettings.DEFAULT_MARKER_TYPE);
		assertThat(message.text()).isEqualTo("pen");
		assertThat(message.header("colour")).isEqualTo("blue");
		assertThat(message.header("correlation-id")).isEqualTo("c1");
		assertThat(message.header("size")).isNull();
	}

	@Test
	void headersOfProgramsInOtherLanguagesAreNotMarked() {
		this.other.send("orders", "pen", Map.of("colour", "blue"), HeaderMode.ALWAYS);
		SpreadTestClient.Received message = this.client.awaitMessage("orders");
		assertThat(message.message().messageType()).isZero();
		assertThat(new String(message.bytes(), StandardCharsets.UTF_8)).isEqualTo(message.text())
			.isEqualTo("colour: blue\n\npen");
		assertThat(message.text(HeaderMode.ALWAYS)).isEqualTo("pen");
	}

	@Test
	void eachMessageIsHandedOutOnceByGroup() {
		this.client.join("audit");
		this.other.send("orders", "one");
		this.other.send("audit", "two");
		this.other.send("orders", "three");
		assertThat(this.client.awaitMessage("audit").text()).isEqualTo("two");
		assertThat(this.client.awaitMessage("orders").text()).isEqualTo("one");
		assertThat(this.client.awaitMessage("orders").text()).isEqualTo("three");
		assertThat(this.client.messages("orders")).extracting(SpreadTestClient.Received::text)
			.containsExactly("one", "three");
	}

	@Test
	void aMessageThatIsPassedOverComesLater() {
		this.other.send("orders", "one");
		this.other.send("orders", "two");
		assertThat(this.client.awaitMessage("orders", (message) -> assertThat(message.text()).startsWith("t")).text())
			.isEqualTo("two");
		assertThat(this.client.awaitMessage("orders").text()).isEqualTo("one");
	}

	@Test
	void aMessageToTheClientAloneIsPrivate() {
		this.other.send(this.client.memberId().toString(), "psst");
		assertThat(this.client.awaitPrivateMessage().text()).isEqualTo("psst");
	}

	@Test
	void membersComeAndGo() {
		this.other.join("orders");
		assertThat(this.client.awaitMembers("orders", 2).contains(this.other.memberId())).isTrue();
		this.other.leave("orders");
		this.client.awaitMembers("orders", 1);
		this.other.join("orders");
		this.client.awaitMembers("orders", 2);
		this.other.crash();
		this.client.awaitMembers("orders", 1);
		assertThat(this.client.received()).hasSize(5)
			.hasOnlyElementsOfTypes(MemberJoined.class, MemberLeft.class, MemberDisconnected.class);
	}

	@Test
	void everythingIsKeptInOrder() {
		this.other.send("orders", "one");
		this.client.awaitMessage("orders");
		assertThat(this.client.received()).hasExactlyElementsOfTypes(MemberJoined.class, RegularMessage.class);
	}

	@Test
	void whoLeftAGroupCanJoinItAgain() {
		this.client.leave("orders");
		assertThat(this.client.join("orders").members()).hasSize(1);
	}

	@Test
	void whatDidNotComeIsToldWithWhatDid() {
		this.other.send("orders", "first line\nsecond line");
		this.client.awaitMessage("orders");
		this.client.timeout(SHORT);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.client.awaitMessage("audit"))
			.withMessageStartingWith("No message to \"audit\", after waiting for 20 ms")
			.withMessageContaining("%s is in [orders] and received:".formatted(this.client.memberId()))
			.withMessageContaining("MemberJoined")
			.withMessageContaining("\"first line\\nsecond line\" (handed out)");
	}

	@Test
	void whyAMessageWouldNotDoIsTold() {
		this.other.send("orders", "pen");
		this.client.timeout(SHORT);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(
				() -> this.client.awaitMessage("orders", (message) -> assertThat(message.text()).isEqualTo("pencil")))
			.withMessageStartingWith("No message to \"orders\" that satisfies the requirements. The last one: ")
			.withMessageContaining("\"pencil\"");
	}

	@Test
	void membersThatDidNotComeAreToldWithThoseThatDid() {
		this.client.timeout(SHORT);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.client.awaitMembers("orders", 2))
			.withMessageContaining("Group \"orders\" does not have 2 members: [%s]".formatted(this.client.memberId()));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.client.awaitMembers("audit", 1))
			.withMessageContaining("not in it, join it first");
	}

	@Test
	void nothingHasComeWhenWhatWasOrderedBeforeHasCome() {
		this.client.assertNoMessage("orders");
		this.client.send("orders", "mine");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.client.assertNoMessage("orders"))
			.withMessageStartingWith("There is a message to \"orders\"")
			.withMessageContaining("\"mine\"");
		this.client.awaitMessage("orders");
		this.client.assertNoMessage("orders");
		this.client.assertNoMessage(this.client.memberId().toString());
		assertThat(this.client.received()).hasSize(2);
	}

	@Test
	void nothingIsSaidOfAGroupThatIsNotJoined() {
		assertThatIllegalStateException().isThrownBy(() -> this.client.assertNoMessage("audit"))
			.withMessageContaining("join it first");
	}

	@Test
	void nothingIsSaidWhileTheDaemonIsSilent(DaemonFaults faults) {
		faults.freeze();
		this.client.timeout(SHORT);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.client.assertNoMessage("orders"))
			.withMessageContaining("did not come back");
	}

	@Test
	void theEndOfTheConnectionIsToldAtOnce(EmbeddedSpreadDaemon daemon) {
		daemon.close();
		this.client.timeout(Duration.ofHours(1));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.client.awaitMessage("orders"))
			.withMessageContaining("No message to \"orders\", and the connection has ended: ");
	}

	@Test
	void aClientCanHaveANameAndBeClosedByItself(EmbeddedSpreadDaemon daemon) {
		ConnectionSettings settings = ConnectionSettings.of(daemon.address()).privateName("peer");
		try (SpreadTestClient named = SpreadTestClient.open(settings)) {
			assertThat(named.memberId()).hasToString("#peer#localhost");
			assertThat(named.join("orders").members()).isEqualTo(List.of(named.memberId(), this.client.memberId()));
		}
		this.client.awaitMembers("orders", 1);
	}

}
