package io.github.spreadspring.client.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.BufferTooShortException;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.testing.Mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The ways to receive: waiting or not, into new arrays or a buffer of one's own, with
 * membership messages or without.
 */
@DaemonContract
class ReceiveContractTests {

	@RegisterExtension
	final Clients clients;

	private final String group;

	private final Mailbox alice;

	private final Mailbox bob;

	ReceiveContractTests(Combination combination) {
		this.clients = new Clients(combination);
		this.group = this.clients.group("g");
		this.alice = this.clients.connect("alice");
		this.bob = this.clients.connect("bob");
	}

	@Test
	void pollingReturnsWhatHasArrivedAndNothingElse() {
		assertThat(this.bob.connection().poll()).isNull();
		this.alice.send(this.bob.id().toString(), "one");
		this.alice.send(this.bob.id().toString(), "two");
		assertThat(Mailbox.text(polled())).isEqualTo("one");
		assertThat(Mailbox.text(polled())).isEqualTo("two");
		assertThat(this.bob.connection().poll()).isNull();
	}

	@Test
	void pollingWorksForAThreadThatIsInterrupted() {
		this.alice.send(this.bob.id().toString(), "one");
		Thread.currentThread().interrupt();
		SpreadMessage message = null;
		while (message == null) {
			message = this.bob.connection().poll();
		}
		assertThat(Thread.interrupted()).isTrue();
		assertThat(message).isInstanceOf(RegularMessage.class);
	}

	@Test
	void receivingWithATimeoutEndsWithoutAMessage() throws InterruptedException {
		assertThat(this.bob.connection().receive(Duration.ZERO)).isNull();
		assertThat(this.bob.connection().receive(Duration.ofMillis(20))).isNull();
		this.bob.expectNothingElse();
	}

	@Test
	void aBodyIsReceivedIntoABufferOfTheCaller() throws InterruptedException {
		ByteBuffer buffer = ByteBuffer.allocate(100).put((byte) 7);
		this.alice.send(this.bob.id().toString(), "hello");
		this.alice.send(this.bob.id().toString(), "world");
		assertThat(receiveInto(buffer).body()).isEmpty();
		RegularMessage second = receiveInto(buffer);
		assertThat(second.sender()).isEqualTo(this.alice.id());
		assertThat(second.groups()).containsExactly(this.bob.id().toString());
		assertThat(buffer.position()).isEqualTo(11);
		assertThat(new String(Arrays.copyOfRange(buffer.array(), 1, 11), StandardCharsets.UTF_8))
			.isEqualTo("helloworld");
	}

	@Test
	void aBufferOutsideOfTheHeapDoesAsWell() throws InterruptedException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(70_000);
		this.alice.send(Mailbox.message(this.bob.id().toString(), "x".repeat(70_000)));
		receiveInto(buffer);
		assertThat(buffer.hasRemaining()).isFalse();
		assertThat(buffer.get(69_999)).isEqualTo((byte) 'x');
	}

	@Test
	void aBodyThatDoesNotFitIsNotLost() throws InterruptedException {
		this.alice.send(this.bob.id().toString(), "0123456789");
		this.alice.send(this.bob.id().toString(), "next");
		ByteBuffer small = ByteBuffer.allocate(9);
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(BufferTooShortException.class).isThrownBy(() -> receiveInto(small))
				.satisfies((ex) -> assertThat(ex.needed()).isEqualTo(10))
				.withMessageContaining("10 bytes")
				.withMessageContaining("room for 9");
		}
		assertThat(small.position()).isZero();
		ByteBuffer large = ByteBuffer.allocate(10);
		receiveInto(large);
		assertThat(new String(large.array(), StandardCharsets.UTF_8)).isEqualTo("0123456789");
		assertThat(this.bob.nextText()).isEqualTo("next");
	}

	@Test
	void aBodyThatDoesNotFitCanBeReceivedWithoutABuffer() {
		this.alice.send(this.bob.id().toString(), "0123456789");
		assertThatExceptionOfType(BufferTooShortException.class).isThrownBy(() -> receiveInto(ByteBuffer.allocate(0)));
		assertThat(this.bob.nextText()).isEqualTo("0123456789");
	}

	@Test
	void membershipLeavesTheBufferAsItIs() throws InterruptedException {
		ByteBuffer buffer = ByteBuffer.allocate(0);
		this.bob.connection().join(this.group);
		assertThat(this.bob.connection().receive(buffer, Mailbox.PATIENCE)).isInstanceOf(MemberJoined.class);
	}

	@Test
	void whoWantsNoMembershipMessagesGetsNone() {
		Mailbox quiet = this.clients.connect(this.clients.settings("quiet").membership(false));
		quiet.connection().join(this.group);
		this.bob.join(this.group);
		this.alice.join(this.group);
		this.alice.send(this.group, "only this");
		assertThat(quiet.nextText()).isEqualTo("only this");
		this.bob.connection().leave(this.group);
		quiet.expectNothingElse();
	}

	private RegularMessage receiveInto(ByteBuffer buffer) throws InterruptedException {
		SpreadMessage message = this.bob.connection().receive(buffer, Mailbox.PATIENCE);
		assertThat(message).isInstanceOf(RegularMessage.class);
		return (RegularMessage) message;
	}

	private RegularMessage polled() {
		return (RegularMessage) Awaitility.await().until(this.bob.connection()::poll, (message) -> message != null);
	}

}
