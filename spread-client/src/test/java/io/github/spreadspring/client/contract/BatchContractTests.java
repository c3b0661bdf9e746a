package io.github.spreadspring.client.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.protocol.IllegalNameException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Several messages handed over at once, and one message put together from several places.
 */
@DaemonContract
class BatchContractTests {

	@RegisterExtension
	final Clients clients;

	private final String group;

	private final Mailbox alice;

	private final Mailbox bob;

	BatchContractTests(Combination combination) {
		this.clients = new Clients(combination);
		this.group = this.clients.group("g");
		this.alice = this.clients.connect("alice");
		this.bob = this.clients.connect("bob");
		this.bob.join(this.group);
	}

	@Test
	void theMessagesOfABatchArriveInTheirOrder() {
		List<OutboundMessage> batch = IntStream.range(0, 300)
			.mapToObj((i) -> Mailbox.message(this.group, "message " + i))
			.toList();
		this.alice.connection().multicast(batch);
		assertThat(this.bob.nextTexts(300))
			.containsExactlyElementsOf(IntStream.range(0, 300).mapToObj((i) -> "message " + i).toList());
	}

	@Test
	void aBatchMayBeLargerThanWhatIsWrittenAtOnce() {
		List<OutboundMessage> batch = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			batch.add(OutboundMessage.of(this.group, new byte[i * 7000]).type(i));
		}
		this.alice.connection().multicast(batch);
		for (int i = 0; i < 20; i++) {
			assertThat(this.bob.nextMessage().body()).hasSize(i * 7000);
		}
	}

	@Test
	void anEmptyBatchSendsNothing() {
		this.alice.connection().multicast(List.of());
		this.bob.expectNothingElse();
	}

	@Test
	void aMessageThatIsNotAllowedKeepsTheWholeBatchBack() {
		List<OutboundMessage> batch = List.of(Mailbox.message(this.group, "legal"), Mailbox.message("a b", "illegal"));
		assertThatExceptionOfType(IllegalNameException.class)
			.isThrownBy(() -> this.alice.connection().multicast(batch));
		this.bob.expectNothingElse();
	}

	@Test
	void aBodyGatheredFromSeveralPlacesArrivesInOnePiece() {
		ByteBuffer whole = ByteBuffer.wrap("--in the middle--".getBytes(StandardCharsets.UTF_8));
		ByteBuffer direct = ByteBuffer.allocateDirect(1000).limit(900).position(890);
		OutboundMessage message = OutboundMessage.gather(this.group, whole.slice(2, 13), ByteBuffer.allocate(0),
				direct);
		this.alice.send(message);
		this.alice.send(message);
		for (int i = 0; i < 2; i++) {
			assertThat(this.bob.nextMessage().body()).hasSize(23)
				.startsWith("in the middle".getBytes(StandardCharsets.UTF_8))
				.endsWith(new byte[10]);
		}
		assertThat(direct.position()).as("position of the sender's buffer").isEqualTo(890);
	}

}
