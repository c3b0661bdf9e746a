package io.github.spreadspring.client.contract;

import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.protocol.IllegalDestinationsException;
import io.github.spreadspring.protocol.IllegalNameException;
import io.github.spreadspring.protocol.MessageTooLongException;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What happens to a message.
 */
@DaemonContract
class MessageContractTests {

	@RegisterExtension
	final Clients clients;

	private final String group;

	private final Mailbox alice;

	private final Mailbox bob;

	MessageContractTests(Combination combination) {
		this.clients = new Clients(combination);
		this.group = this.clients.group("g");
		this.alice = this.clients.connect("alice");
		this.bob = this.clients.connect("bob");
	}

	@ParameterizedTest
	@EnumSource
	void everyServiceTypeArrivesAsSent(ServiceType serviceType) {
		this.bob.join(this.group);
		this.alice.send(Mailbox.message(this.group, "hello").service(serviceType));
		RegularMessage message = this.bob.nextMessage();
		assertThat(message.serviceType()).isEqualTo(serviceType);
		assertThat(message.sender()).isEqualTo(this.alice.id());
		assertThat(message.groups()).containsExactly(this.group);
		assertThat(message.selfDiscard()).isFalse();
		assertThat(message.senderOrder()).isEqualTo(ByteOrder.nativeOrder());
		assertThat(Mailbox.text(message)).isEqualTo("hello");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, -1, 0x1234, Short.MAX_VALUE, Short.MIN_VALUE })
	void theMessageTypeArrivesAsSent(int type) {
		this.bob.join(this.group);
		this.alice.send(Mailbox.message(this.group, "").type(type));
		assertThat(this.bob.nextMessage().messageType()).isEqualTo((short) type);
	}

	@Test
	void theBodyArrivesByteByByte() {
		byte[] body = new byte[70_000];
		IntStream.range(0, body.length).forEach((i) -> body[i] = (byte) (i * 31 + i / 256));
		this.bob.join(this.group);
		this.alice.send(OutboundMessage.of(this.group, body));
		assertThat(this.bob.nextMessage().body()).isEqualTo(body);
	}

	@Test
	void anEmptyBodyArrives() {
		this.bob.join(this.group);
		this.alice.send(this.group, "");
		assertThat(this.bob.nextMessage().body()).isEmpty();
	}

	@Test
	void theSenderGetsACopyWhenItIsAMember() {
		this.alice.join(this.group);
		this.alice.send(this.group, "to all");
		assertThat(this.alice.nextText()).isEqualTo("to all");
	}

	@Test
	void theSenderGetsNoCopyWhenItDiscardsItsOwn() {
		this.alice.join(this.group);
		this.bob.join(this.group);
		this.alice.next();
		this.alice.send(Mailbox.message(this.group, "to others").discardSelf());
		RegularMessage message = this.bob.nextMessage();
		assertThat(message.selfDiscard()).isTrue();
		assertThat(Mailbox.text(message)).isEqualTo("to others");
		this.alice.expectNothingElse();
	}

	@Test
	void aMessageToNobodyIsNoError() {
		this.alice.send(this.clients.group("empty"), "anybody?");
		this.alice.send("#nobody#localhost", "anybody?");
		this.alice.send("#" + this.clients.name("bob") + "#elsewhere", "anybody?");
		this.alice.expectNothingElse();
		this.bob.expectNothingElse();
	}

	@Test
	void whoIsNoMemberGetsNothing() {
		this.alice.join(this.group);
		this.alice.send(this.group, "members only");
		this.alice.nextMessage();
		this.bob.expectNothingElse();
	}

	@Test
	void aMessageToAPrivateGroupReachesItsOwnerAlone() {
		this.alice.send(this.bob.id().toString(), "between us");
		RegularMessage message = this.bob.nextMessage();
		assertThat(message.groups()).containsExactly(this.bob.id().toString());
		assertThat(Mailbox.text(message)).isEqualTo("between us");
		this.alice.expectNothingElse();
	}

	@Test
	void aMessageToOneselfCanBeDiscardedToo() {
		this.alice.send(OutboundMessage.of(this.alice.id(), new byte[1]).discardSelf());
		this.alice.expectNothingElse();
	}

	@Test
	void aMessageToSeveralGroupsComesOnceWithAllDestinationsAsSent() {
		String other = this.clients.group("other");
		this.bob.join(this.group, other);
		String[] destinations = { other, this.clients.group("empty"), this.bob.id().toString(), this.group, other,
				this.alice.id().toString() };
		this.alice.send(Mailbox.message(this.group, "once").to(destinations));
		assertThat(this.bob.nextMessage().groups()).containsExactly(destinations);
		this.bob.expectNothingElse();
		assertThat(this.alice.nextMessage().groups()).containsExactly(destinations);
		this.alice.expectNothingElse();
	}

	@Test
	void aMessageReachesTheMembersOfAllItsGroups() {
		String other = this.clients.group("other");
		this.alice.join(this.group);
		this.bob.join(other);
		this.clients.connect("carol").send(Mailbox.message(this.group, "union").to(this.group, other));
		assertThat(this.alice.nextText()).isEqualTo("union");
		assertThat(this.bob.nextText()).isEqualTo("union");
	}

	@Test
	void fortyThreeGroupsAreReached() {
		String[] destinations = destinations();
		this.bob.join(destinations[0]);
		this.alice.join(destinations[42]);
		this.alice.send(Mailbox.message(this.group, "to 43").to(destinations));
		assertThat(this.bob.nextMessage().groups()).containsExactly(destinations);
		assertThat(this.alice.nextText()).isEqualTo("to 43");
	}

	@ParameterizedTest
	@EnumSource
	void theLongestBodyArrives(ServiceType serviceType) {
		this.bob.join(this.group);
		byte[] body = body(143_119);
		this.alice.send(OutboundMessage.of(this.group, body).service(serviceType));
		assertThat(this.bob.nextMessage().body()).isEqualTo(body);
		this.bob.expectNothingElse();
	}

	@Test
	void theLongestBodyToFortyThreeGroupsArrives() {
		String[] destinations = destinations();
		this.bob.join(destinations[42]);
		byte[] body = body(143_151 - 43 * 32);
		this.alice.send(OutboundMessage.of(this.group, body).to(destinations));
		assertThat(this.bob.nextMessage().body()).isEqualTo(body);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1351, 1352, 1353, 1383, 1384, 1385, 1431, 1432, 1433, 65_535, 65_536 })
	void bodiesAroundTheSizesOfPacketsArrive(int length) {
		this.bob.join(this.group);
		this.alice.send(OutboundMessage.of(this.group, body(length)));
		this.alice.send(this.group, "next");
		assertThat(this.bob.nextMessage().body()).isEqualTo(body(length));
		assertThat(this.bob.nextText()).isEqualTo("next");
	}

	@Test
	void aMessageThatTheClientRefusesLeavesDaemonAndConnectionAlone() {
		this.bob.join(this.group);
		OutboundMessage tooLong = OutboundMessage.of(this.group, new byte[143_120]);
		assertThatExceptionOfType(MessageTooLongException.class).isThrownBy(() -> this.alice.send(tooLong))
			.withMessageContaining("143119");
		String[] tooMany = Collections.nCopies(44, this.group).toArray(String[]::new);
		assertThatExceptionOfType(IllegalDestinationsException.class)
			.isThrownBy(() -> this.alice.send(Mailbox.message(this.group, "x").to(tooMany)))
			.withMessageContaining("43");
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> this.alice.send("a b", "x"));
		this.alice.send(this.group, "legal");
		assertThat(this.bob.nextText()).isEqualTo("legal");
		this.alice.expectNothingElse();
	}

	private String[] destinations() {
		List<String> names = IntStream.range(0, 43)
			.mapToObj((i) -> this.clients.group("one-of-many-groups-" + i))
			.toList();
		return names.toArray(String[]::new);
	}

	private static byte[] body(int length) {
		byte[] body = new byte[length];
		IntStream.range(0, length).forEach((i) -> body[i] = (byte) i);
		return body;
	}

}
