package io.github.spreadspring.client.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SelfLeft;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everybody sees the same, in the same order.
 */
@DaemonContract
class OrderContractTests {

	private static final int SENDERS = 4;

	private static final int EACH = 200;

	@RegisterExtension
	final Clients clients;

	private final String group;

	OrderContractTests(Combination combination) {
		this.clients = new Clients(combination);
		this.group = this.clients.group("g");
	}

	@ParameterizedTest
	@EnumSource(names = { "FIFO", "CAUSAL", "AGREED", "SAFE" })
	void messagesOfOneSenderKeepTheirOrder(ServiceType serviceType) {
		Mailbox receiver = member("r");
		Mailbox sender = this.clients.connect("s");
		for (int i = 0; i < EACH; i++) {
			sender.send(Mailbox.message(this.group, "m" + i).service(serviceType));
		}
		assertThat(receiver.nextTexts(EACH)).isEqualTo(IntStream.range(0, EACH).mapToObj((i) -> "m" + i).toList());
	}

	@Test
	void messagesOfOrderedServiceTypesDoNotOvertakeEachOther() {
		List<ServiceType> ordered = List.of(ServiceType.SAFE, ServiceType.FIFO, ServiceType.AGREED, ServiceType.CAUSAL);
		Mailbox receiver = member("r");
		Mailbox sender = this.clients.connect("s");
		for (int i = 0; i < EACH; i++) {
			sender.send(Mailbox.message(this.group, "m" + i).service(ordered.get(i % ordered.size())));
		}
		assertThat(receiver.nextTexts(EACH)).isEqualTo(IntStream.range(0, EACH).mapToObj((i) -> "m" + i).toList());
	}

	@ParameterizedTest
	@EnumSource(names = { "AGREED", "SAFE" })
	void allReceiversSeeTheMessagesOfAllSendersInOneOrder(ServiceType serviceType) throws InterruptedException {
		String other = this.clients.group("other");
		Mailbox one = this.clients.connect("r1");
		one.join(this.group, other);
		Mailbox two = this.clients.connect("r2");
		two.join(other, this.group);
		one.next(MemberJoined.class);
		one.next(MemberJoined.class);
		List<Thread> threads = new ArrayList<>();
		for (int s = 0; s < SENDERS; s++) {
			Mailbox sender = this.clients.connect("s" + s);
			String name = "s" + s + "-";
			threads.add(new Thread(() -> {
				for (int i = 0; i < EACH; i++) {
					sender.send(Mailbox.message((i % 2 == 0) ? this.group : other, name + i).service(serviceType));
				}
			}));
		}
		threads.forEach(Thread::start);
		List<String> seen = one.nextTexts(SENDERS * EACH);
		assertThat(two.nextTexts(SENDERS * EACH)).isEqualTo(seen);
		for (int s = 0; s < SENDERS; s++) {
			String name = "s" + s + "-";
			assertThat(seen.stream().filter((text) -> text.startsWith(name)))
				.containsExactlyElementsOf(IntStream.range(0, EACH).mapToObj((i) -> name + i).toList());
		}
		for (Thread thread : threads) {
			thread.join(Mailbox.PATIENCE.toMillis());
		}
	}

	@Test
	void membershipHasItsPlaceInTheOrderOfMessages() throws InterruptedException {
		Mailbox one = member("r1");
		Mailbox two = member("r2");
		one.next(MemberJoined.class);
		Mailbox talker = this.clients.connect("s");
		Thread talking = new Thread(() -> IntStream.range(0, EACH).forEach((i) -> talker.send(this.group, "m" + i)));
		talking.start();
		for (int i = 0; i < 10; i++) {
			Mailbox guest = this.clients.connect("x" + i);
			guest.connection().join(this.group);
			guest.close();
		}
		List<SpreadMessage> seen = nextAll(one, EACH + 20);
		assertThat(nextAll(two, EACH + 20).toString()).isEqualTo(seen.toString());
		assertThat(seen.stream().filter(MemberDisconnected.class::isInstance)).hasSize(10);
		talking.join(Mailbox.PATIENCE.toMillis());
	}

	@Test
	void whatAMemberGetsBeginsWithItsJoinAndEndsWithItsLeave() {
		Mailbox alice = this.clients.connect("alice");
		alice.send(this.group, "before");
		alice.connection().join(this.group);
		alice.send(this.group, "in between");
		alice.connection().leave(this.group);
		alice.send(this.group, "after");
		alice.next(MemberJoined.class);
		assertThat(alice.nextText()).isEqualTo("in between");
		alice.next(SelfLeft.class);
		alice.expectNothingElse();
	}

	@ParameterizedTest
	@EnumSource
	void theLastWordsOfAMemberComeBeforeItsDisconnect(ServiceType serviceType) {
		Mailbox witness = member("r");
		Mailbox alice = member("alice");
		witness.next(MemberJoined.class);
		for (int i = 0; i < 20; i++) {
			alice.send(Mailbox.message(this.group, "last words").service(serviceType).discardSelf());
		}
		alice.close();
		assertThat(witness.nextTexts(20)).containsOnly("last words");
		assertThat(witness.next(MemberDisconnected.class).member()).isEqualTo(alice.id());
	}

	@Test
	void anAnswerNeverComesBeforeItsQuestion() {
		Mailbox watcher = member("r");
		Mailbox asker = this.clients.connect("ask");
		Mailbox answerer = member("reply");
		watcher.next(MemberJoined.class);
		for (int i = 0; i < 50; i++) {
			asker.send(this.group, "question " + i);
			assertThat(answerer.nextText()).isEqualTo("question " + i);
			answerer.send(Mailbox.message(this.group, "answer " + i).discardSelf());
			assertThat(watcher.nextTexts(2)).containsExactly("question " + i, "answer " + i);
		}
	}

	private Mailbox member(String name) {
		Mailbox mailbox = this.clients.connect(name);
		mailbox.join(this.group);
		return mailbox;
	}

	private static List<SpreadMessage> nextAll(Mailbox mailbox, int count) {
		List<SpreadMessage> all = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			SpreadMessage message = mailbox.next();
			assertThat(message).isInstanceOfAny(RegularMessage.class, MemberJoined.class, MemberDisconnected.class);
			all.add(message);
		}
		return all;
	}

}
