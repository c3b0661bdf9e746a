package io.github.spreadspring.messaging.listener;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.messaging.Peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ContainerStatistics}, and for whether a container has joined.
 */
class ContainerStatisticsTests {

	@RegisterExtension
	final Listening listening = new Listening();

	@Test
	void messagesAreCountedOverStopsAndStarts() {
		SpreadListenerContainer container = this.listening.start((event) -> {
		}, "a");
		ContainerStatistics statistics = container.getStatistics();
		Peer peer = this.listening.peer("peer");
		peer.send("a", "1");
		await().until(() -> statistics.getHandledCount() == 1);
		Instant firstStart = statistics.getLastStart();
		container.stop();
		container.start();
		assertThat(statistics.getLastStart()).isAfterOrEqualTo(firstStart);
		this.listening.network().awaitIn(this.listening.session(), "a");
		peer.send("a", "2");
		await().until(() -> statistics.getHandledCount() == 2);
		assertThat(statistics.getFailedCount()).isZero();
		assertThat(statistics.getLastFailure()).isNull();
	}

	@Test
	void theLastFailureIsKeptAsText() {
		SpreadListenerContainer container = this.listening.start((event) -> {
			if (event instanceof RegularMessage message) {
				throw new IllegalStateException("cannot take " + Listening.text(message));
			}
		}, "a");
		ContainerStatistics statistics = container.getStatistics();
		Instant before = Instant.now();
		Peer peer = this.listening.peer("peer");
		peer.send("a", "tea");
		peer.send("a", "milk");
		await().until(() -> statistics.getFailedCount() == 2);
		await().until(() -> statistics.getLastFailure().description().contains("milk"));
		assertThat(statistics.getLastFailure().description()).contains("failed on", "cannot take milk");
		assertThat(statistics.getLastFailure().summary()).contains("failed on", "IllegalStateException")
			.doesNotContain("milk");
		assertThat(statistics.getLastFailure().time()).isBetween(before, Instant.now());
		assertThat(statistics.getHandledCount()).isEqualTo(2);
	}

	@Test
	void aContainerHasJoinedWhenItIsInAllItsGroups() {
		SpreadListenerContainer container = this.listening.start((event) -> {
		}, "a", SpreadStream.PRIVATE);
		await().until(container::isJoined);
		assertThat(container.getSession()).isSameAs(this.listening.session());
		container.join("b");
		await().until(container::isJoined);
		assertThat(container.getSession().view("b")).isPresent();
		this.listening.session().stop();
		assertThat(container.isJoined()).isFalse();
		this.listening.session().start();
		await().until(container::isJoined);
		container.stop();
		assertThat(container.isJoined()).isFalse();
	}

	@Test
	void aContainerWithoutGroupsHasJoinedWhileThereIsAConnection() {
		SpreadListenerContainer container = this.listening.start((event) -> {
		});
		assertThat(container.isJoined()).isTrue();
		this.listening.session().stop();
		assertThat(container.isJoined()).isFalse();
	}

	@Test
	void aPausedContainerStaysJoined() {
		SpreadListenerContainer container = this.listening.start((event) -> {
		}, "a");
		container.pause();
		await().until(container::isJoined);
		assertThat(container.getState()).isEqualTo(ContainerState.PAUSED);
	}

}
