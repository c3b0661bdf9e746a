package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SelfLeft;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.IllegalNameException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Streams and their groups, at a daemon.
 */
class SessionGroupTests {

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final SpreadSession session = Events
		.session(ConnectionSettings.of(this.daemon.address()).privateName("app"));

	private final Mailbox other = Mailbox.open(this.daemon.address(), "other");

	@AfterEach
	void close() {
		this.session.close();
		this.other.close();
		this.daemon.close();
	}

	@Test
	void twoStreamsOfAGroupAreOneMember() throws Exception {
		this.other.join("g");
		this.session.start();
		SpreadStream one = this.session.open();
		SpreadStream two = this.session.open();
		joined(one, "g");
		joined(two, "g");
		assertThat(this.other.next(MemberJoined.class).member()).isEqualTo(this.session.privateGroup());
		assertThat(one.leave("g")).isTrue();
		this.other.send("g", "to who is left");
		Events left = begun(two);
		left.nextJoined("g");
		assertThat(left.nextText()).isEqualTo("to who is left");
		assertThat(this.other.nextText()).isEqualTo("to who is left");
		assertThat(two.leave("g")).isTrue();
		assertThat(this.other.next(MemberLeft.class).member()).isEqualTo(this.session.privateGroup());
		left.next(GroupLeft.class);
		this.other.expectNothingElse();
	}

	@Test
	void aStreamBeginsWithGroupJoinedAndEndsWithGroupLeft() throws Exception {
		this.session.start();
		SpreadStream stream = this.session.open();
		GroupView view = joined(stream, "g");
		assertThat(view.members()).containsExactly(this.session.privateGroup());
		this.session.multicast(Mailbox.message("g", "hello"));
		Events events = begun(stream);
		assertThat(events.nextJoined("g").view()).isEqualTo(view);
		assertThat(events.nextText()).isEqualTo("hello");
		assertThat(stream.leave("g")).isTrue();
		assertThat(events.next()).isEqualTo(new GroupLeft("g"));
		assertThat(stream.leave("g")).isFalse();
		this.session.multicast(Mailbox.message("g", "too late"));
		joined(stream, "h");
		events.nextJoined("h");
		events.expectEmpty();
	}

	@Test
	void aStreamSeesWhoComesAndGoes() throws Exception {
		this.session.start();
		SpreadStream stream = this.session.open();
		joined(stream, "g");
		Events events = begun(stream);
		events.nextJoined("g");
		this.other.join("g");
		this.other.connection().leave("g");
		Mailbox third = Mailbox.open(this.daemon.address(), "third");
		third.join("g");
		third.connection().kill();
		assertThat(events.next(MemberJoined.class).member()).isEqualTo(this.other.id());
		assertThat(events.next(MemberLeft.class).member()).isEqualTo(this.other.id());
		assertThat(events.next(MemberJoined.class).member()).isEqualTo(third.id());
		MemberDisconnected gone = events.next(MemberDisconnected.class);
		assertThat(gone.member()).isEqualTo(third.id());
		assertThat(this.session.view("g")).contains(gone.view());
		assertThat(this.session.views()).containsExactly(gone.view());
		assertThat(this.session.view("h")).isEmpty();
	}

	@Test
	void aStreamThatJoinsLaterStepsInAtOnePoint() throws Exception {
		this.session.start();
		SpreadStream early = this.session.open(Integer.MAX_VALUE, Long.MAX_VALUE);
		joined(early, "g");
		CountDownLatch enough = new CountDownLatch(1);
		FutureTask<Void> talking = new FutureTask<>(() -> {
			for (int i = 0; enough.getCount() > 0; i++) {
				this.other.join("g");
				this.other.send(Mailbox.message("g", "m" + i).discardSelf());
				this.other.connection().leave("g");
				this.other.next(SelfLeft.class);
			}
			this.other.send("g", "end");
			return null;
		});
		new Thread(talking, "talking").start();
		List<SpreadStream> late = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			SpreadStream stream = this.session.open();
			joined(stream, "g");
			late.add(stream);
		}
		enough.countDown();
		talking.get(10, TimeUnit.SECONDS);
		List<SpreadEvent> all = untilEnd(begun(early));
		for (SpreadStream stream : late) {
			Events events = begun(stream);
			GroupView view = events.nextJoined("g").view();
			List<SpreadEvent> seen = untilEnd(events);
			int point = all.size() - seen.size();
			assertThat(seen).isEqualTo(all.subList(point, all.size()));
			assertThat(lastViewOf(all.subList(0, point))).isEqualTo(view);
		}
	}

	@Test
	void aMessageToSeveralGroupsComesOnceToEachStream() throws Exception {
		this.session.start();
		SpreadStream both = this.session.open();
		SpreadStream one = this.session.open();
		joined(both, "g");
		joined(both, "h");
		joined(one, "h");
		this.other.send(Mailbox.message("g", "once").to("h", "unknown", "g", "h"));
		this.other.send("h", "next");
		Events eventsOfBoth = begun(both);
		eventsOfBoth.nextJoined("g");
		eventsOfBoth.nextJoined("h");
		assertThat(eventsOfBoth.nextTexts(2)).containsExactly("once", "next");
		Events eventsOfOne = begun(one);
		eventsOfOne.nextJoined("h");
		assertThat(eventsOfOne.nextTexts(2)).containsExactly("once", "next");
	}

	@Test
	void whatIsSentToUsAloneComesToThePrivateStream() throws Exception {
		this.session.start();
		SpreadStream stream = this.session.open();
		assertThat(stream.join(SpreadStream.PRIVATE)).isNotDone();
		assertThat(stream.groups()).containsExactly(SpreadStream.PRIVATE);
		joined(stream, "g");
		this.other.send(Mailbox.message("g", "both ways").to("#app#localhost", "g"));
		this.other.send("#app#localhost", "alone");
		Events events = begun(stream);
		events.nextJoined("g");
		assertThat(events.nextTexts(2)).containsExactly("both ways", "alone");
		assertThat(stream.leave(SpreadStream.PRIVATE)).isTrue();
		this.other.send("#app#localhost", "nobody listens");
		this.other.send("g", "last");
		assertThat(events.nextText()).isEqualTo("last");
		assertThat(this.session.statistics().unclaimedPrivateMessages()).isOne();
	}

	@Test
	void privateMessagesThatNobodyTakesAreCounted() {
		this.session.start();
		for (int i = 0; i < 5; i++) {
			this.other.send("#app#localhost", "hello?");
		}
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.session.statistics().unclaimedPrivateMessages()).isEqualTo(5));
	}

	@Test
	void joiningTwiceIsJoiningOnce() throws Exception {
		this.session.start();
		SpreadStream stream = this.session.open();
		GroupView view = joined(stream, "g");
		assertThat(joined(stream, "g")).isEqualTo(view);
		assertThat(stream.groups()).containsExactly("g");
		Events events = begun(stream);
		events.nextJoined("g");
		events.expectEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 50 })
	void joiningAndLeavingInQuickSuccessionEndsAsAskedLast(int times) throws Exception {
		this.session.start();
		SpreadStream stream = this.session.open();
		for (int i = 0; i < times; i++) {
			stream.join("g");
			assertThat(stream.leave("g")).isTrue();
		}
		joined(stream, "g");
		this.other.send("g", "at last");
		List<SpreadEvent> events = new ArrayList<>();
		Events all = begun(stream);
		SpreadEvent event = all.next();
		while (!(event instanceof RegularMessage)) {
			events.add(event);
			event = all.next();
		}
		for (int i = 0; i < events.size(); i++) {
			assertThat(events.get(i)).isInstanceOf((i % 2 == 0) ? GroupJoined.class : GroupLeft.class);
		}
		assertThat(events.get(events.size() - 1)).isInstanceOf(GroupJoined.class);
		assertThat(this.other.join("g").members()).containsExactly(this.session.privateGroup(), this.other.id());
	}

	@Test
	void whatDependsOnAJoinMayWaitForAnotherAndNeverHoldsUpTheReader() throws Exception {
		SpreadStream stream = this.session.open();
		CountDownLatch latch = new CountDownLatch(1);
		CompletableFuture<GroupView> second = stream.join("g").thenApply((view) -> stream.join("h").join());
		CompletableFuture<Void> blocked = second.thenAccept((view) -> {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		this.session.start();
		// not by get(): it would be woken after what depends on the future
		Awaitility.await().until(second::isDone);
		assertThat(second.join().group()).isEqualTo("h");
		this.other.send("h", "read all the same");
		Events events = begun(stream);
		events.nextJoined("g");
		events.nextJoined("h");
		assertThat(events.nextText()).isEqualTo("read all the same");
		assertThat(blocked).isNotDone();
		latch.countDown();
		blocked.get(10, TimeUnit.SECONDS);
	}

	@Test
	void leavingCancelsAJoinThatIsNotYetAnswered() {
		SpreadStream stream = this.session.open();
		CompletableFuture<GroupView> joining = stream.join("g");
		stream.leave("g");
		Awaitility.await().untilAsserted(() -> assertThat(joining).isCancelled());
	}

	@Test
	void closingAStreamLeavesItsGroups() throws Exception {
		this.other.join("g");
		this.session.start();
		SpreadStream stream = this.session.open();
		joined(stream, "g");
		this.other.next(MemberJoined.class);
		assertThat(stream.closeAndCount()).isEqualTo(2);
		assertThat(this.other.next(MemberLeft.class).member()).hasToString("#app#localhost");
		assertThat(stream.receive(Mailbox.PATIENCE)).isNull();
		assertThatIllegalStateException().isThrownBy(() -> stream.join("g"));
		assertThatIllegalStateException().isThrownBy(() -> stream.join(SpreadStream.PRIVATE));
	}

	@ParameterizedTest
	@EnumSource
	void whoGoesWhileJoiningIsSeenToLeave(Farewell farewell) throws Exception {
		this.other.join("g");
		this.session.start();
		SpreadStream stream = this.session.open();
		this.daemon.faults().delay(Duration.ofMillis(200));
		stream.join("g");
		farewell.say(stream);
		this.session.close();
		assertThat(this.other.next(MemberJoined.class).member()).hasToString("#app#localhost");
		assertThat(this.other.next(MemberLeft.class).member()).hasToString("#app#localhost");
	}

	@Test
	void nobodyWaitsLongToBeSeenToLeave() throws Exception {
		this.session.start();
		SpreadStream stream = this.session.open();
		this.daemon.faults().freeze();
		stream.join("g");
		assertThat(stream.closeAsync()).succeedsWithin(Mailbox.PATIENCE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "#app#localhost", "a-name-of-thirty-two-characters-" })
	void anIllegalGroupIsRefused(String group) {
		SpreadStream stream = this.session.open();
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> stream.join(group));
		assertThat(stream.groups()).isEmpty();
	}

	private static GroupView joined(SpreadStream stream, String group) throws Exception {
		return stream.join(group).get(10, TimeUnit.SECONDS);
	}

	private static Events begun(SpreadStream stream) throws InterruptedException {
		Events events = Events.of(stream);
		events.next(ConnectionEstablished.class);
		return events;
	}

	private static List<SpreadEvent> untilEnd(Events events) throws InterruptedException {
		List<SpreadEvent> all = new ArrayList<>();
		do {
			all.add(events.next());
		}
		while (!(all.get(all.size() - 1) instanceof RegularMessage message && Mailbox.text(message).equals("end")));
		return all;
	}

	private static GroupView lastViewOf(List<SpreadEvent> events) {
		GroupView view = null;
		for (SpreadEvent event : events) {
			if (event instanceof GroupJoined joined) {
				view = joined.view();
			}
			else if (event instanceof ViewChanged changed) {
				view = changed.view();
			}
		}
		return view;
	}

	/**
	 * How to leave a group that is being joined.
	 */
	private enum Farewell {

		LEAVE {
			@Override
			void say(SpreadStream stream) {
				assertThat(stream.leave("g")).isTrue();
			}
		},

		CLOSE {
			@Override
			void say(SpreadStream stream) {
				stream.close();
			}
		},

		CLOSE_ASYNC {
			@Override
			void say(SpreadStream stream) {
				assertThat(stream.closeAsync()).succeedsWithin(Mailbox.PATIENCE);
			}
		};

		abstract void say(SpreadStream stream);

	}

}
