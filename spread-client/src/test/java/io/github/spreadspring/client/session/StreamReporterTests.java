package io.github.spreadspring.client.session;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said of a stream that is behind: enough, and not more.
 */
class StreamReporterTests {

	private static final int CAPACITY = 20;

	@RegisterExtension
	final SessionLog log = new SessionLog();

	private final AtomicLong now = new AtomicLong();

	private final List<String> levels = new CopyOnWriteArrayList<>();

	private final StreamQueue queue = new StreamQueue(
			StreamSettings.defaults().maxEvents(CAPACITY).overflow(OverflowPolicy.DROP_OLDEST));

	private final SpreadStream stream = new SpreadStream(new Router(), this.queue, false);

	private final StreamReporter reporter = new StreamReporter(this.stream, new SessionObserver() {

		@Override
		public void highWater(SpreadStream stream) {
			StreamReporterTests.this.levels.add("high");
		}

		@Override
		public void lowWater(SpreadStream stream) {
			StreamReporterTests.this.levels.add("low");
		}

	}, this.now::get);

	@Test
	void threeQuartersAreHighAndTheHalfIsLow() throws Exception {
		add(14);
		assertThat(this.stream.isHighWater()).isFalse();
		add(1);
		assertThat(this.stream.isHighWater()).isTrue();
		awaitLevels("high");
		receive(4);
		assertThat(this.stream.isHighWater()).isTrue();
		receive(1);
		assertThat(this.stream.isHighWater()).isFalse();
		awaitLevels("high", "low");
		assertThat(this.log.lines(Level.WARNING)).singleElement()
			.asString()
			.contains("15 messages and events", "dropped");
		assertThat(this.log.lines(Level.INFO)).singleElement().asString().contains("No longer behind");
	}

	@Test
	void aStreamThatFillsUpAgainAndAgainIsWarnedOfOnceInAMinute() throws Exception {
		for (int i = 1; i <= 5; i++) {
			add(15);
			awaitLevelCount(2 * i - 1);
			receive(15);
			awaitLevelCount(2 * i);
		}
		assertThat(this.log.lines(Level.WARNING)).hasSize(1);
		assertThat(this.log.lines(Level.INFO)).hasSize(1);
		this.now.addAndGet(StreamReporter.INTERVAL);
		add(15);
		awaitLevelCount(11);
		assertThat(this.log.lines(Level.WARNING)).hasSize(2);
	}

	@Test
	void droppingIsWarnedOfAtItsBeginningAndCountedAtItsEnd() throws Exception {
		add(CAPACITY);
		// what is over before anybody looked is not told
		awaitLevels("high");
		for (int i = 0; i < 10; i++) {
			add(CAPACITY);
			receive(CAPACITY / 2);
		}
		long dropped = this.stream.dropped();
		assertThat(dropped).isPositive();
		receive(CAPACITY);
		awaitLevels("high", "low");
		assertThat(dropWarnings()).hasSize(1);
		this.now.addAndGet(StreamReporter.QUIET + 1);
		receive(1);
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.log.lines(Level.INFO))
				.anyMatch((line) -> line.startsWith("No more messages are dropped")));
		add(3 * CAPACITY);
		Awaitility.await().until(() -> dropWarnings().size() == 2);
	}

	private List<String> dropWarnings() {
		return this.log.lines(Level.WARNING)
			.stream()
			.filter((line) -> line.contains("messages are dropped ("))
			.toList();
	}

	private void awaitLevels(String... levels) {
		Awaitility.await().untilAsserted(() -> {
			assertThat(this.levels).startsWith(levels[0]).endsWith(levels[levels.length - 1]);
			assertThat(this.stream.isHighWater()).isEqualTo(levels[levels.length - 1].equals("high"));
		});
	}

	private void awaitLevelCount(int count) {
		Awaitility.await().until(this.levels::size, (size) -> size == count);
	}

	private void add(int count) {
		for (int i = 0; i < count; i++) {
			this.queue.add(new RegularMessage(MemberId.of("bob", "d"), List.of("g"), ServiceType.AGREED, false,
					(short) 0, ByteOrder.nativeOrder(), new byte[1]));
			this.reporter.added();
		}
	}

	private void receive(int count) throws InterruptedException {
		for (int i = 0; i < count; i++) {
			this.queue.take(Duration.ZERO);
			this.reporter.received();
		}
	}

}
