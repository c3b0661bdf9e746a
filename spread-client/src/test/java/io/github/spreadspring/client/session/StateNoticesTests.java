package io.github.spreadspring.client.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners are told, whatever one of them does.
 */
class StateNoticesTests {

	private final StateNotices notices = new StateNotices();

	private final List<SessionState> seen = new CopyOnWriteArrayList<>();

	@Test
	void whoFailsInTheWorstWayKeepsNobodyFromBeingTold() {
		try (BrokenLog log = BrokenLog.open()) {
			this.notices.add((from, to) -> {
				throw new NoClassDefFoundError("of a test");
			});
			this.notices.add(this::record);
			this.notices.add(SessionState.DISCONNECTED, SessionState.CONNECTING);
			Awaitility.await().until(() -> log.count() == 1 && this.seen.size() == 2);
			this.notices.add(SessionState.CONNECTING, SessionState.CLOSED);
			Awaitility.await().until(() -> log.count() == 2 && this.seen.size() == 4);
		}
	}

	@Test
	void changesThatAreTooManyArePutTogetherWithoutAGap() {
		CountDownLatch release = new CountDownLatch(1);
		this.notices.add((from, to) -> {
			try {
				release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		this.notices.add(this::record);
		for (int i = 0; i < StateNotices.MAX_WAITING; i++) {
			this.notices.add(SessionState.BACKING_OFF, SessionState.CONNECTING);
			this.notices.add(SessionState.CONNECTING, SessionState.BACKING_OFF);
		}
		this.notices.add(SessionState.BACKING_OFF, SessionState.CONNECTING);
		this.notices.add(SessionState.CONNECTING, SessionState.DISCONNECTED);
		this.notices.add(SessionState.DISCONNECTED, SessionState.CLOSED);
		release.countDown();
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.seen).isNotEmpty().last().isEqualTo(SessionState.CLOSED));
		// one may have been under way
		assertThat(this.seen).hasSizeLessThanOrEqualTo(2 * (StateNotices.MAX_WAITING + 1));
		for (int i = 2; i < this.seen.size(); i += 2) {
			assertThat(this.seen.get(i)).isEqualTo(this.seen.get(i - 1));
		}
	}

	private void record(SessionState from, SessionState to) {
		this.seen.addAll(List.of(from, to));
	}

}
