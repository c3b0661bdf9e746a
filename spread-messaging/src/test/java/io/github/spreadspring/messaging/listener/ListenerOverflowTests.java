package io.github.spreadspring.messaging.listener;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.ListenerOverflowed;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.MessagesDropped;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.OverflowPolicy;
import io.github.spreadspring.messaging.Peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Listeners that are behind, and the others of their session.
 */
class ListenerOverflowTests {

	private static final int CAPACITY = 10;

	private static final int MESSAGES = 50;

	private static final List<String> ALL = IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList();

	@RegisterExtension
	final Listening listening = new Listening();

	private final List<SpreadEvent> events = new CopyOnWriteArrayList<>();

	private final Blocker blocker = new Blocker(this.events::add);

	private SpreadListenerContainer startSlow(OverflowPolicy policy) {
		this.listening.properties().setQueueCapacity(CAPACITY);
		this.listening.properties().setOverflowPolicy(policy);
		SpreadListenerContainer slow = this.listening.start(this.listening.create("slow", this.blocker, "a"));
		this.listening.properties().setQueueCapacity(10_000);
		this.listening.properties().setOverflowPolicy(OverflowPolicy.BLOCK);
		return slow;
	}

	private Peer send() {
		Peer peer = this.listening.peer("peer");
		peer.send("a", "first");
		this.blocker.awaitBusy();
		ALL.forEach((text) -> peer.send("a", text));
		return peer;
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BLOCK")
	void aListenerThatIsStuckDoesNotHoldUpTheOthers(OverflowPolicy policy) {
		startSlow(policy);
		this.listening.start(this.listening.texts(), "a");
		send();
		assertThat(this.listening.received().next()).isEqualTo("first");
		ALL.forEach((text) -> assertThat(this.listening.received().next()).isEqualTo(text));
		assertThat(this.listening.session().statistics().heldTime()).isZero();
		this.blocker.release();
	}

	@Test
	void aListenerThatIsStuckHoldsUpTheOthersOfItsSessionWhereThePolicyIsToBlock() {
		SpreadListenerContainer slow = startSlow(OverflowPolicy.BLOCK);
		this.listening.start(this.listening.texts(), "a");
		send();
		await().until(this.listening.session()::isHeld);
		this.blocker.release();
		assertThat(this.listening.received().next()).isEqualTo("first");
		ALL.forEach((text) -> assertThat(this.listening.received().next()).isEqualTo(text));
		await().until(() -> this.blocker.handled() == MESSAGES + 1);
		assertThat(slow.getStatistics().getDroppedCount()).isZero();
	}

	@Test
	void whatWasDroppedIsCountedAndToldInItsPlace() {
		SpreadListenerContainer slow = startSlow(OverflowPolicy.DROP_OLDEST);
		send();
		await().until(() -> slow.getStatistics().getDroppedCount() == MESSAGES - CAPACITY);
		this.blocker.release();
		await().until(() -> this.blocker.handled() == CAPACITY + 1);
		int first = IntStream.range(0, this.events.size())
			.filter((i) -> this.events.get(i) instanceof MessagesDropped)
			.findFirst()
			.orElseThrow();
		assertThat(Listening.text(this.events.get(first - 1))).isEqualTo("first");
		assertThat(((MessagesDropped) this.events.get(first)).count()).isEqualTo(MESSAGES - CAPACITY);
		assertThat(Listening.text(this.events.get(first + 1))).isEqualTo(ALL.get(MESSAGES - CAPACITY));
		slow.stop();
		assertThat(slow.getStatistics().getDroppedCount()).isEqualTo(MESSAGES - CAPACITY);
		slow.start();
		assertThat(slow.getStatistics().getDroppedCount()).isEqualTo(MESSAGES - CAPACITY);
	}

	@Test
	void aContainerThatHadToLeaveKnowsItAndCanJoinAgain() {
		Peer peer = this.listening.peer("other").join("a");
		SpreadListenerContainer slow = startSlow(OverflowPolicy.LEAVE_GROUP);
		peer.membership();
		send();
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
		await().until(slow::getGroups, Set::isEmpty);
		assertThat(slow.getState()).isEqualTo(ContainerState.RUNNING);
		assertThat(slow.isJoined()).isFalse();
		this.blocker.release();
		await().until(() -> !this.events.isEmpty() && this.events.get(this.events.size() - 1) instanceof GroupLeft);
		assertThat(this.events.get(this.events.size() - 2)).isEqualTo(new ListenerOverflowed(List.of("a")));
		slow.join("a").join();
		assertThat(slow.getGroups()).containsExactly("a");
		assertThat(slow.isJoined()).isTrue();
		peer.send("a", "again");
		await().until(() -> this.blocker.handled() == CAPACITY + 2);
	}

	@Test
	void aContainerThatHadToLeaveBeginsWithAllItsGroupsAgainAndOnlyAnExplicitLeaveLasts() {
		SpreadListenerContainer slow = startSlow(OverflowPolicy.LEAVE_GROUP);
		slow.join("b").join();
		send();
		await().until(slow::getGroups, (groups) -> groups.equals(Set.of("b")));
		this.blocker.release();
		slow.leave("b");
		slow.stop();
		slow.start();
		assertThat(slow.getGroups()).containsExactly("a");
		await().until(() -> this.listening.session().view("a").isPresent());
		assertThat(this.listening.session().view("b")).isEmpty();
	}

	@Test
	void whoLeavesAGroupThatItHadToLeaveIsOutForGood() {
		SpreadListenerContainer slow = startSlow(OverflowPolicy.LEAVE_GROUP);
		send();
		await().until(slow::getGroups, Set::isEmpty);
		this.blocker.release();
		assertThat(slow.leave("a")).isTrue();
		slow.stop();
		slow.start();
		assertThat(slow.getGroups()).isEmpty();
	}

	@Test
	void aQueueThatFillsUpIsPublishedBeforeItIsFullAndWhenItIsWellAgain() {
		this.listening.properties().setApplicationEventPublisher(this.listening.received()::add);
		SpreadListenerContainer slow = startSlow(OverflowPolicy.BLOCK);
		Peer peer = this.listening.peer("peer");
		peer.send("a", "first");
		this.blocker.awaitBusy();
		for (int i = 0; i < 8; i++) {
			peer.send("a", "text");
		}
		ListenerContainerHighWaterEvent event = next();
		assertThat(event.isHigh()).isTrue();
		assertThat(slow.getStatistics().getHighWaterCount()).isOne();
		assertThat(event.getListenerId()).isEqualTo("slow");
		assertThat(event.getSource()).isSameAs(slow);
		assertThat(event.getGroups()).containsExactly("a");
		assertThat(event.getQueueSize()).isEqualTo(8);
		assertThat(event.getQueueBytes()).isEqualTo(32);
		assertThat(event.getOverflowPolicy()).isEqualTo(OverflowPolicy.BLOCK);
		assertThat(event.isPaused()).isFalse();
		assertThat(event.toString()).contains("'slow'", "behind");
		assertThat(this.listening.session().isHeld()).isFalse();
		this.blocker.release();
		assertThat(next().isHigh()).isFalse();
	}

	@Test
	void aReceiverOfTheEventThatFailsHarmsNobody() {
		this.listening.properties().setApplicationEventPublisher((event) -> {
			throw new IllegalStateException("of a test");
		});
		startSlow(OverflowPolicy.BLOCK);
		send();
		this.blocker.release();
		await().until(() -> this.blocker.handled() == MESSAGES + 1);
	}

	private ListenerContainerHighWaterEvent next() {
		return this.listening.received().next(ListenerContainerHighWaterEvent.class);
	}

}
