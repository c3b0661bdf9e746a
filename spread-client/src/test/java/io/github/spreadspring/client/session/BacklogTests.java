package io.github.spreadspring.client.session;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MessagesDropped;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a full queue does with messages. Messages are told apart by their type, events by
 * their group.
 */
class BacklogTests {

	private static final StreamSettings FOUR = StreamSettings.defaults().maxEvents(4);

	@Test
	void theOldestMessageMakesRoomAndTheHoleStandsWhereItWas() {
		Backlog backlog = new Backlog(FOUR.overflow(OverflowPolicy.DROP_OLDEST));
		for (int i = 1; i <= 7; i++) {
			assertThat(backlog.add(message(i))).isEqualTo(Backlog.Fate.KEPT);
		}
		assertThat(backlog.dropped()).isEqualTo(3);
		assertThat(rest(backlog)).containsExactly("-3", "4", "5", "6", "7");
	}

	@Test
	void theOldestMessageIsFoundBehindEventsThatStay() {
		Backlog backlog = new Backlog(FOUR.overflow(OverflowPolicy.DROP_OLDEST));
		addAll(backlog, message(1), event("a"), message(2), event("b"), message(3), message(4));
		assertThat(rest(backlog)).containsExactly("-1", "a", "-1", "b", "3", "4");
		assertThat(backlog.size()).isZero();
	}

	@Test
	void holesThatComeToStandSideBySideBecomeOne() {
		Backlog backlog = new Backlog(FOUR.overflow(OverflowPolicy.DROP_OLDEST));
		addAll(backlog, event("a"), message(1), message(2), message(3), message(4), message(5), message(6));
		assertThat(rest(backlog)).containsExactly("a", "-3", "4", "5", "6");
	}

	@Test
	void aHoleThatWasTakenDoesNotCountAgain() {
		Backlog backlog = new Backlog(FOUR.overflow(OverflowPolicy.DROP_OLDEST));
		addAll(backlog, message(1), message(2), message(3), message(4), message(5));
		assertThat(text(backlog.remove())).isEqualTo("-1");
		addAll(backlog, message(6), message(7));
		assertThat(rest(backlog)).containsExactly("-2", "4", "5", "6", "7");
	}

	@Test
	void theNewestMessageIsDroppedAtItsPlace() {
		Backlog backlog = new Backlog(FOUR.overflow(OverflowPolicy.DROP_NEWEST));
		for (int i = 1; i <= 4; i++) {
			assertThat(backlog.add(message(i))).isEqualTo(Backlog.Fate.KEPT);
		}
		assertThat(backlog.add(message(5))).isEqualTo(Backlog.Fate.DROPPED);
		assertThat(backlog.add(message(6))).isEqualTo(Backlog.Fate.DROPPED);
		assertThat(text(backlog.remove())).isEqualTo("1");
		assertThat(backlog.add(message(7))).isEqualTo(Backlog.Fate.KEPT);
		assertThat(backlog.add(message(8))).isEqualTo(Backlog.Fate.DROPPED);
		assertThat(backlog.dropped()).isEqualTo(3);
		assertThat(rest(backlog)).containsExactly("2", "3", "4", "-2", "7", "-1");
	}

	@Test
	void aTenthOfTheQueueIsMadeFreeSoThatHolesAreFew() {
		Backlog oldest = new Backlog(FOUR.maxEvents(20).overflow(OverflowPolicy.DROP_OLDEST));
		Backlog newest = new Backlog(FOUR.maxEvents(20).overflow(OverflowPolicy.DROP_NEWEST));
		for (int i = 1; i <= 21; i++) {
			oldest.add(message(i));
			newest.add(message(i));
		}
		assertThat(rest(oldest)).hasSize(20).startsWith("-2", "3");
		newest.remove();
		assertThat(newest.add(message(22))).isEqualTo(Backlog.Fate.DROPPED);
		newest.remove();
		assertThat(newest.add(message(23))).isEqualTo(Backlog.Fate.KEPT);
		assertThat(rest(newest)).hasSize(20).endsWith("20", "-2", "23");
	}

	@Test
	void bytesAreBoundedToo() {
		Backlog oldest = new Backlog(FOUR.maxBytes(10).overflow(OverflowPolicy.DROP_OLDEST));
		Backlog newest = new Backlog(FOUR.maxBytes(10).overflow(OverflowPolicy.DROP_NEWEST));
		for (Backlog backlog : List.of(oldest, newest)) {
			addAll(backlog, message(1, 6), message(2, 6), message(3, 6));
		}
		assertThat(rest(oldest)).containsExactly("-1", "2", "3");
		assertThat(rest(newest)).containsExactly("1", "2", "-1");
		assertThat(oldest.bytes()).isZero();
	}

	@Test
	void membershipCountsAsBytesByItsMembers() {
		MemberId bob = MemberId.of("bob", "d");
		MemberId eve = MemberId.of("eve", "d");
		GroupView before = new GroupView("g", new GroupId(1, 1, 1), List.of(bob));
		GroupView view = new GroupView("g", new GroupId(1, 1, 2), List.of(bob, eve));
		NetworkChanged network = new NetworkChanged(view, List.of(List.of(bob), List.of(eve)), 0, before);
		Backlog backlog = new Backlog(FOUR);
		addAll(backlog, new GroupJoined(before), new MemberJoined(view, eve), network);
		assertThat(backlog.bytes()).isEqualTo(EventSize.MEMBER * (1 + 2 + (2 + 2 + 1)));
		backlog.remove();
		backlog.remove();
		assertThat(backlog.bytes()).isEqualTo(EventSize.MEMBER * 5);
		assertThat(backlog.remove()).isEqualTo(network);
		assertThat(backlog.bytes()).isZero();
	}

	@Test
	void largeViewsMakeTheSessionWaitWhateverThePolicyAndAreNeverDropped() {
		for (OverflowPolicy policy : OverflowPolicy.values()) {
			Backlog backlog = new Backlog(FOUR.maxEvents(100).maxBytes(3 * EventSize.MEMBER).overflow(policy));
			addAll(backlog, message(1, EventSize.MEMBER), joined(1), joined(1));
			assertThat(backlog.isFull()).as(policy.name()).isEqualTo(policy == OverflowPolicy.BLOCK);
			backlog.add(joined(2));
			assertThat(backlog.isFull()).isTrue();
			assertThat(backlog.takesMessage()).isEqualTo(policy == OverflowPolicy.BLOCK);
			assertThat(backlog.excess(100, EventSize.MEMBER)).isEqualTo(2);
			backlog.add(message(2));
			assertThat(backlog.clear()).isEqualTo((policy == OverflowPolicy.LEAVE_GROUP) ? 4 : 5);
			assertThat(backlog.bytes()).isZero();
		}
	}

	@Test
	void aHoleSaysHowManyBytesAreMissing() {
		Backlog backlog = new Backlog(FOUR.maxEvents(1).overflow(OverflowPolicy.DROP_OLDEST));
		addAll(backlog, message(1, 6), message(2, 5), message(3, 4));
		assertThat(backlog.remove()).isEqualTo(new MessagesDropped(2, 11));
	}

	@Test
	void eventsAreNeverDroppedAndMakeTheSessionWaitWhenTheyAloneFillTheQueue() {
		for (OverflowPolicy policy : OverflowPolicy.values()) {
			Backlog backlog = new Backlog(FOUR.overflow(policy));
			addAll(backlog, event("a"), message(1), event("b"), event("c"));
			assertThat(backlog.isFull()).as(policy.name()).isEqualTo(policy == OverflowPolicy.BLOCK);
			assertThat(backlog.add(event("d"))).isEqualTo(Backlog.Fate.KEPT);
			assertThat(backlog.isFull()).isTrue();
			assertThat(rest(backlog)).containsExactly("a", "1", "b", "c", "d");
		}
	}

	@Test
	void whereOnlyEventsWaitTheArrivingMessageIsTheOldest() {
		Backlog backlog = new Backlog(FOUR.overflow(OverflowPolicy.DROP_OLDEST));
		addAll(backlog, event("a"), event("b"), event("c"), event("d"));
		assertThat(backlog.add(message(1))).isEqualTo(Backlog.Fate.DROPPED);
		assertThat(rest(backlog)).containsExactly("a", "b", "c", "d", "-1");
	}

	@Test
	void whoHasToLeaveIsToldForEachMessage() {
		Backlog backlog = new Backlog(FOUR.overflow(OverflowPolicy.LEAVE_GROUP));
		addAll(backlog, message(1), message(2), message(3), message(4));
		assertThat(backlog.add(message(5))).isEqualTo(Backlog.Fate.REFUSED);
		backlog.drop(message(5));
		backlog.remove();
		assertThat(backlog.add(message(6))).isEqualTo(Backlog.Fate.KEPT);
		assertThat(rest(backlog)).containsExactly("2", "3", "4", "-1", "6");
	}

	private static void addAll(Backlog backlog, SpreadEvent... events) {
		List.of(events).forEach(backlog::add);
	}

	private static List<String> rest(Backlog backlog) {
		List<String> texts = new ArrayList<>();
		while (backlog.peek() != null) {
			texts.add(text(backlog.remove()));
		}
		return texts;
	}

	private static String text(SpreadEvent event) {
		if (event instanceof MessagesDropped dropped) {
			return "-" + dropped.count();
		}
		return (event instanceof GroupLeft left) ? left.group()
				: String.valueOf(((RegularMessage) event).messageType());
	}

	private static SpreadEvent joined(int members) {
		return new GroupJoined(new GroupView("g", new GroupId(1, 1, 1),
				IntStream.range(0, members).mapToObj((i) -> MemberId.of("m" + i, "d")).toList()));
	}

	private static SpreadEvent event(String name) {
		return new GroupLeft(name);
	}

	private static RegularMessage message(int number) {
		return message(number, 0);
	}

	private static RegularMessage message(int number, int length) {
		return new RegularMessage(MemberId.of("bob", "d"), List.of("g"), ServiceType.AGREED, false, (short) number,
				ByteOrder.nativeOrder(), new byte[length]);
	}

}
