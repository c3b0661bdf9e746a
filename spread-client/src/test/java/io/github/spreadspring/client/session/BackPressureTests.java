package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is suspected when a connection is lost.
 */
class BackPressureTests {

	private static final MemberId SELF = MemberId.of("app", "daemon");

	private final AtomicLong clock = new AtomicLong();

	private final BackPressure pressure = new BackPressure(() -> false, this.clock::get);

	private final Router router = new Router();

	private final SpreadStream orders = full("orders");

	private final SpreadStream news = full("news");

	@Test
	void shortWaitsForSeveralListenersInTurnAddUp() throws Exception {
		for (int i = 0; i < 4; i++) {
			hold(this.orders, 20);
			hold(this.news, 21);
		}
		assertThat(this.pressure.heldNanos()).isEqualTo(Duration.ofMillis(4 * 41).toNanos());
		assertThat(this.pressure.suspicion()).contains(
				"a listener of [news] was too slow, and so was a listener of [orders]",
				"for 164 ms the session did not read");
	}

	@Test
	void aShortWaitIsNoReason() throws Exception {
		hold(this.orders, 49);
		assertThat(this.pressure.suspicion()).isNull();
	}

	@Test
	void aWaitLongAgoIsNoReason() throws Exception {
		hold(this.orders, 200);
		pass(5001);
		assertThat(this.pressure.suspicion()).isNull();
		hold(this.news, 100);
		assertThat(this.pressure.suspicion()).contains("[news]", "100 ms").doesNotContain("[orders]");
	}

	@Test
	void aWaitDuringAConnectionIsNoReasonForTheLossOfTheNext() throws Exception {
		hold(this.orders, 200);
		assertThat(this.pressure.suspicion()).isNotNull();
		this.pressure.connected();
		assertThat(this.pressure.suspicion()).isNull();
	}

	private SpreadStream full(String group) {
		SpreadStream stream = this.router.open(StreamSettings.defaults().maxEvents(1), false);
		stream.join(group);
		stream.add(new ConnectionEstablished(SELF));
		return stream;
	}

	private void hold(SpreadStream stream, long millis) throws InterruptedException {
		this.pressure.awaitRoom(stream, () -> {
			pass(millis);
			return false;
		});
	}

	private void pass(long millis) {
		this.clock.addAndGet(Duration.ofMillis(millis).toNanos());
	}

}
