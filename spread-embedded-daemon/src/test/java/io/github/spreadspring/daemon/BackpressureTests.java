package io.github.spreadspring.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.MembershipCause;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class BackpressureTests {

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	@ParameterizedTest
	@CsvSource({ "1000, 1000", "1000, 60000", "10, 60000", "1, 60000" })
	void aSlowReaderIsCutOffAfterItsBacklog(int maxSessionMessages, int bodyLength) throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources
			.start(EmbeddedSpreadDaemon.builder().maxSessionMessages(maxSessionMessages));
		TestClient slow = this.resources.add(TestClient.connectWithSmallBuffer(daemon, "slow")).joined("g");
		TestClient observer = this.resources.connect(daemon, "observer").joined("watch");
		slow.join("watch");
		observer.receive();
		TestClient sender = this.resources.connect(daemon, "sender");
		try (LogLines log = new LogLines()) {
			FutureTask<Integer> sending = flood(sender, bodyLength, 100_000_000 / bodyLength);
			Frame disconnect = observer.receive();
			assertThat(disconnect.type().cause()).isEqualTo(MembershipCause.DISCONNECT);
			assertThat(log.warnings()).singleElement()
				.asString()
				.contains("#slow#localhost", "%d frames are waiting".formatted(maxSessionMessages));
			int complete = slow.readToEnd().length / (80 + bodyLength);
			// what the buffers of both sockets can hold
			assertThat(complete * (80L + bodyLength)).isLessThan(2_000_000);
			sending.cancel(true);
		}
	}

	@Test
	void withoutAnyBacklogTheFirstFrameEndsASession() throws IOException {
		EmbeddedSpreadDaemon daemon = this.resources.start(EmbeddedSpreadDaemon.builder().maxSessionMessages(0));
		TestClient client = this.resources.connect(daemon, "alice").join("g");
		assertThat(client.readToEnd()).isEmpty();
	}

	@Test
	void aSlowReaderDelaysOthersForAMomentOnly() throws Exception {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		this.resources.add(TestClient.connectWithSmallBuffer(daemon, "slow")).joined("g");
		TestClient healthy = this.resources.connect(daemon, "healthy").joined("g");
		TestClient sender = this.resources.connect(daemon, "sender");
		long start = System.nanoTime();
		FutureTask<Integer> sending = flood(sender, 1000, 5000);
		int messages = 0;
		int disconnects = 0;
		while (messages < 5000) {
			if (healthy.receive().type().isRegular()) {
				messages++;
			}
			else {
				disconnects++;
			}
		}
		sending.get();
		assertThat(disconnects).isOne();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
	}

	@ParameterizedTest
	@CsvSource({ "4, 60000", "1000, 20000", "100000, 500" })
	void aFastSenderNeverCostsAHealthyReaderItsSession(int bodyLength, int count) throws Exception {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient reader = this.resources.connect(daemon, "reader").joined("g");
		List<TestClient> senders = List.of(this.resources.connect(daemon, "first"),
				this.resources.connect(daemon, "second"));
		List<FutureTask<Integer>> sending = senders.stream()
			.map((sender) -> flood(sender, bodyLength, count / 2))
			.toList();
		for (int i = 0; i < count; i++) {
			assertThat(reader.receive().body()).hasSize(bodyLength);
		}
		for (FutureTask<Integer> task : sending) {
			assertThat(task.get()).isEqualTo(count / 2);
		}
	}

	@Test
	void aReaderThatPausesForAMomentIsWaitedFor() throws Exception {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient reader = this.resources.connect(daemon, "reader").joined("g");
		FutureTask<Integer> sending = flood(this.resources.connect(daemon, "sender"), 1000, 20_000);
		long wake = System.nanoTime() + Pacer.PATIENCE.dividedBy(4).toNanos();
		for (int i = 0; i < 20_000; i++) {
			while (i == 1000 && System.nanoTime() - wake < 0) {
				Thread.onSpinWait();
			}
			reader.receive();
		}
		assertThat(sending.get()).isEqualTo(20_000);
	}

	@Test
	void aSenderThatReadsItsOwnMessagesLaterFeelsBackPressure() throws Exception {
		EmbeddedSpreadDaemon daemon = this.resources.start();
		TestClient both = this.resources.connect(daemon, "both").joined("g");
		FutureTask<Integer> sending = flood(both, 1000, 20_000);
		for (int i = 0; i < 20_000; i++) {
			assertThat(both.receive().body()).hasSize(1000);
		}
		assertThat(sending.get()).isEqualTo(20_000);
	}

	private static FutureTask<Integer> flood(TestClient sender, int bodyLength, int count) {
		FutureTask<Integer> task = new FutureTask<>(() -> {
			byte[] body = new byte[bodyLength];
			for (int i = 0; i < count; i++) {
				sender.multicast(List.of("g"), body);
			}
			return count;
		});
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		thread.start();
		return task;
	}

}
