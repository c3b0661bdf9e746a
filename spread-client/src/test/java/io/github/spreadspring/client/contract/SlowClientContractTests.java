package io.github.spreadspring.client.contract;

import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.testing.Mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A client that does not read is cut off when 1000 messages wait for it.
 */
@DaemonContract
class SlowClientContractTests {

	private static final int BODY = 8_000;

	/** Far more than the daemon keeps and the sockets take. */
	private static final int PLENTY = 5_000;

	/** Less than the daemon keeps. */
	private static final int WINDOW = 500;

	@RegisterExtension
	final Clients clients;

	private final Combination combination;

	private final String group;

	SlowClientContractTests(Combination combination) {
		this.combination = combination;
		this.clients = new Clients(combination);
		this.group = this.clients.group("g");
	}

	@Test
	void aSlowClientIsCutOff() throws InterruptedException {
		Mailbox slow = this.clients.connect("slow");
		slow.join(this.group);
		Mailbox witness = this.clients.connect("wit");
		witness.join(this.group);
		Mailbox sender = this.clients.connect("send");
		// the witness must not be cut off too, however busy the machine is
		Semaphore window = new Semaphore(WINDOW);
		Thread flood = new Thread(() -> {
			for (int i = 0; i < PLENTY; i++) {
				window.acquireUninterruptibly();
				sender.send(OutboundMessage.of(this.group, new byte[BODY]));
			}
		});
		flood.start();
		int before = 0;
		SpreadMessage message = witness.next();
		while (!(message instanceof MemberDisconnected)) {
			before++;
			window.release();
			message = witness.next();
		}
		assertThat(((MemberDisconnected) message).member()).isEqualTo(slow.id());
		assertThat(before).isBetween(1000, PLENTY - 1);
		// the others miss nothing
		for (int i = before; i < PLENTY; i++) {
			assertThat(witness.nextMessage().body()).hasSize(BODY);
			window.release();
		}
		flood.join(Mailbox.PATIENCE.toMillis());
		witness.expectNothingElse();
		int read = readToTheEnd(slow);
		assertThat(read).isLessThan(before);
		assertThat(slow.connection().isOpen()).isFalse();
	}

	@Test
	void aClientThatReadsIsNeverCutOffHoweverFastOthersSend() throws InterruptedException {
		assumeTrue(this.combination.daemon() == DaemonKind.EMBEDDED,
				"The C daemon does not wait for a reader that is 1000 messages "
						+ "behind because the machine is busy; it was seen to cut one off");
		Mailbox reader = this.clients.connect("read");
		reader.join(this.group);
		Mailbox sender = this.clients.connect("send");
		Thread flood = new Thread(() -> {
			for (int i = 0; i < PLENTY; i++) {
				sender.send(OutboundMessage.of(this.group, new byte[BODY]));
			}
		});
		flood.start();
		assertThat(reader.nextTexts(PLENTY)).hasSize(PLENTY);
		flood.join(Mailbox.PATIENCE.toMillis());
		reader.expectNothingElse();
	}

	private static int readToTheEnd(Mailbox slow) {
		int[] count = new int[1];
		slow.next(MemberJoined.class);
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> {
			while (true) {
				slow.nextMessage();
				count[0]++;
			}
		});
		return count[0];
	}

}
