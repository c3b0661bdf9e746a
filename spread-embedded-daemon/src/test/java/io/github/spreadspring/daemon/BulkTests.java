package io.github.spreadspring.daemon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.MessageHint;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many frames in one write, which the daemon reads and passes on together.
 */
@Timeout(60)
class BulkTests {

	private static final FrameType AGREED = FrameType.message(ServiceType.AGREED, false);

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	private EmbeddedSpreadDaemon daemon;

	private TestClient alice;

	private TestClient bob;

	@BeforeEach
	void connect() throws IOException {
		this.daemon = this.resources.start();
		this.alice = this.resources.connect(this.daemon, "alice");
		this.bob = this.resources.connect(this.daemon, "bob");
	}

	@Test
	void bodiesOfAllLengthsArriveInOrder() throws IOException {
		this.bob.joined("g");
		Bulk bulk = new Bulk();
		List<byte[]> bodies = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			byte[] body = new byte[(i % 500 == 499) ? 100_000 : i % 50];
			Arrays.fill(body, (byte) i);
			bodies.add(body);
			bulk.message(AGREED, body, "g");
		}
		FutureTask<Void> sending = sendInBackground(this.alice, bulk);
		for (byte[] body : bodies) {
			assertThat(this.bob.receive().body()).isEqualTo(body);
		}
		assertThat(sending).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void everyMessageGoesToItsOwnDestinationsOnly() throws IOException {
		this.alice.joined("all");
		this.bob.joined("g").joined("all");
		this.alice.receive();
		Bulk bulk = new Bulk();
		for (int i = 0; i < 300; i++) {
			String text = Integer.toString(i);
			switch (i % 6) {
				case 0 -> bulk.message(AGREED, text, "g");
				case 1 -> bulk.message(AGREED, text, "nobody");
				case 2 -> bulk.message(AGREED, text, "#alice#localhost");
				case 3 -> bulk.message(FrameType.message(ServiceType.AGREED, true), text, "all");
				case 4 -> bulk.message(FrameType.message(ServiceType.FIFO, false), text, "all");
				default -> bulk.message(AGREED, text, "nobody", "g", "all");
			}
		}
		this.alice.send(bulk.bytes());
		for (int i = 0; i < 300; i++) {
			if (i % 6 == 2 || i % 6 > 3) {
				assertThat(this.alice.receiveText()).isEqualTo(Integer.toString(i));
			}
			if (i % 6 == 0 || i % 6 > 2) {
				assertThat(this.bob.receiveText()).isEqualTo(Integer.toString(i));
			}
		}
	}

	@Test
	void joinsAndLeavesKeepTheirPlaceAmongMessages() throws IOException {
		Bulk bulk = new Bulk().message(AGREED, "too early", "g")
			.message(new FrameType(FrameType.JOIN), "", "g")
			.message(new FrameType(FrameType.JOIN), "", "g")
			.message(AGREED, "first", "g")
			.message(AGREED, "second", "g")
			.message(new FrameType(FrameType.LEAVE), "", "g")
			.message(new FrameType(FrameType.LEAVE), "", "g")
			.message(AGREED, "too late", "g")
			.message(AGREED, "end", "#alice#localhost");
		this.alice.send(bulk.bytes());
		assertThat(this.alice.receive().type().cause()).isEqualTo(MembershipCause.JOIN);
		assertThat(this.alice.receiveText()).isEqualTo("first");
		assertThat(this.alice.receiveText()).isEqualTo("second");
		assertThat(this.alice.receive().type().isSelfLeave()).isTrue();
		assertThat(this.alice.receiveText()).isEqualTo("end");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 143_121 })
	void whatStandsBeforeAnIllegalFrameIsDelivered(int bodyLength) throws IOException {
		this.alice.joined("g");
		this.bob.joined("g");
		this.alice.receive();
		byte[] bytes = new Bulk().message(AGREED, "", "g").message(AGREED, "", "g").message(AGREED, "", "g").bytes();
		for (int i = 0; i < Integer.BYTES; i++) {
			bytes[2 * 80 + 44 + i] = (byte) (bodyLength >> (Byte.SIZE * i));
		}
		this.alice.send(bytes);
		assertThat(this.bob.receive().body()).isEmpty();
		assertThat(this.bob.receive().body()).isEmpty();
		assertThat(this.bob.receive().type().cause()).isEqualTo(MembershipCause.DISCONNECT);
		assertThat(this.bob.multicast("g", "alive").receiveText()).isEqualTo("alive");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 1000 })
	void aBurstAboveTheBacklogCostsNoReaderItsSession(int maxSessionMessages) throws Exception {
		EmbeddedSpreadDaemon strict = this.resources
			.start(EmbeddedSpreadDaemon.builder().maxSessionMessages(maxSessionMessages));
		TestClient reader = this.resources.connect(strict, "reader").joined("g");
		TestClient other = this.resources.connect(strict, "other").joined("g");
		reader.receive();
		TestClient sender = this.resources.connect(strict, "alice");
		Bulk bulk = new Bulk();
		for (int i = 0; i < 20_000; i++) {
			bulk.message(AGREED, Integer.toString(i), "g");
		}
		FutureTask<Void> sending = sendInBackground(sender, bulk);
		for (int i = 0; i < 20_000; i++) {
			assertThat(reader.receiveText()).isEqualTo(Integer.toString(i));
			assertThat(other.receiveText()).isEqualTo(Integer.toString(i));
		}
		assertThat(sending).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void aReaderThatTakesNothingOfABurstIsCutOffAtItsBacklog() throws Exception {
		EmbeddedSpreadDaemon strict = this.resources.start(EmbeddedSpreadDaemon.builder().maxSessionMessages(100));
		TestClient slow = this.resources.add(TestClient.connectWithSmallBuffer(strict, "slow")).joined("g");
		TestClient observer = this.resources.connect(strict, "observer").joined("watch");
		slow.join("watch");
		observer.receive();
		TestClient sender = this.resources.connect(strict, "alice");
		Bulk bulk = new Bulk();
		for (int i = 0; i < 50_000; i++) {
			bulk.message(AGREED, "some more bytes of which a socket holds not so many", "g");
		}
		sendInBackground(sender, bulk);
		try (LogLines log = new LogLines()) {
			assertThat(observer.receive().type().cause()).isEqualTo(MembershipCause.DISCONNECT);
			assertThat(log.warnings()).singleElement().asString().contains("#slow#localhost", "100 frames are waiting");
		}
	}

	private static FutureTask<Void> sendInBackground(TestClient client, Bulk bulk) {
		FutureTask<Void> task = new FutureTask<>(() -> {
			client.send(bulk.bytes());
			return null;
		});
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		thread.start();
		return task;
	}

	/**
	 * Frames of alice in a row.
	 */
	private static final class Bulk {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		Bulk message(FrameType type, String text, String... groups) {
			return message(type, text.getBytes(), groups);
		}

		Bulk message(FrameType type, byte[] body, String... groups) {
			MessageHint hint = new MessageHint((short) 0, FrameReader.ORDER);
			this.bytes.writeBytes(
					new Frame(FrameReader.ORDER, type, "#alice#localhost", List.of(groups), hint, body).toBytes()
						.array());
			return this;
		}

		byte[] bytes() {
			return this.bytes.toByteArray();
		}

	}

}
