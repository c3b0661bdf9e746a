package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.ListenerOverflowed;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MessagesDropped;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a listener that is behind, and that the others do not suffer unless the
 * policy is to wait.
 */
class SessionOverflowTests {

	private static final int CAPACITY = 12;

	private static final int MESSAGES = 100;

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final SpreadSession session = Events
		.session(ConnectionSettings.of(this.daemon.address()).privateName("app"));

	private final Mailbox sender = Mailbox.open(this.daemon.address(), "sender");

	private final SpreadStream quick = this.session.open();

	@BeforeEach
	void start() throws Exception {
		this.session.start();
		joined(this.quick, "g");
	}

	@AfterEach
	void close() {
		this.session.close();
		this.sender.close();
		this.daemon.close();
	}

	@Test
	void theOldestMessagesAreDroppedWithAHoleInTheStreamAndNoOtherListenerSuffers() throws Exception {
		SpreadStream slow = open(OverflowPolicy.DROP_OLDEST);
		joined(slow, "g");
		this.sender.connection().join("g");
		sendAll();
		assertThat(texts(this.quick)).hasSize(MESSAGES);
		Events events = Events.of(slow);
		events.next(MemberJoined.class);
		MessagesDropped dropped = events.next(MessagesDropped.class);
		List<String> kept = events.nextTexts((int) (MESSAGES - dropped.count()));
		assertThat(kept).endsWith("m99").hasSizeBetween(CAPACITY - 2, CAPACITY);
		assertThat(slow.dropped()).isEqualTo(dropped.count());
		assertThat(this.session.statistics().heldTime()).isZero();
	}

	@Test
	void theNewestMessagesAreDroppedWithAHoleInTheStreamAndViewsAreKept() throws Exception {
		SpreadStream slow = open(OverflowPolicy.DROP_NEWEST);
		joined(slow, "g");
		this.sender.connection().join("g");
		sendAll();
		try (Mailbox leaver = Mailbox.open(this.daemon.address(), "leaver")) {
			leaver.connection().join("g");
			assertThat(texts(this.quick)).hasSize(MESSAGES);
		}
		Awaitility.await().until(slow::size, (size) -> size == CAPACITY + 3);
		Events events = Events.of(slow);
		events.next(MemberJoined.class);
		assertThat(events.nextTexts(CAPACITY - 1)).startsWith("m0", "m1");
		assertThat(events.next(MessagesDropped.class).count()).isEqualTo(MESSAGES - CAPACITY + 1);
		events.next(MemberJoined.class);
		events.next(MemberDisconnected.class);
		assertThat(this.session.statistics().heldTime()).isZero();
	}

	@Test
	void repliesAndConfirmationsAreNotForTheQueueAndSoNeverDropped() throws Exception {
		SpreadStream slow = open(OverflowPolicy.DROP_NEWEST);
		joined(slow, "g");
		slow.join(SpreadStream.PRIVATE);
		List<RegularMessage> replies = new CopyOnWriteArrayList<>();
		this.session.addObserver(new SessionObserver() {

			@Override
			public boolean take(RegularMessage message) {
				return replies.add(message);
			}

		});
		sendAll();
		for (int i = 0; i < MESSAGES; i++) {
			this.sender.send(OutboundMessage.of(this.session.privateGroup(), new byte[1]));
		}
		assertThat(this.session.multicastAsync(Mailbox.message("g", "own")).get(10, TimeUnit.SECONDS).confirmed())
			.isTrue();
		Awaitility.await().until(replies::size, (size) -> size == MESSAGES);
	}

	@Test
	void aListenerThatIsFullLeavesWithoutTheOthers() throws Exception {
		SpreadStream slow = open(OverflowPolicy.LEAVE_GROUP);
		joined(slow, "g");
		List<String> left = overflowed();
		sendAll();
		assertThat(texts(this.quick)).hasSize(MESSAGES);
		assertThat(slow.groups()).isEmpty();
		Awaitility.await().until(() -> left.equals(List.of("[g]")));
		Events events = Events.of(slow);
		assertThat(events.nextTexts(CAPACITY)).startsWith("m0").endsWith("m11");
		assertThat(events.next(ListenerOverflowed.class).groups()).containsExactly("g");
		assertThat(events.next(GroupLeft.class).group()).isEqualTo("g");
		assertThat(slow.size()).isZero();
		assertThat(this.session.view("g")).isPresent();
		joined(slow, "g");
		this.sender.send("g", "again");
		assertThat(events.nextText()).isEqualTo("again");
	}

	@Test
	void theSessionLeavesWhenNobodyElseNeedsTheGroup() throws Exception {
		SpreadStream slow = open(OverflowPolicy.LEAVE_GROUP);
		joined(slow, "alone", "other");
		for (int i = 0; i < MESSAGES; i++) {
			this.sender.send("alone", "m" + i);
		}
		Awaitility.await().until(() -> this.session.view("alone").isEmpty());
		assertThat(slow.groups()).containsExactly("other");
		Events events = Events.of(slow);
		events.nextTexts(CAPACITY);
		events.next(ListenerOverflowed.class);
		events.next(GroupLeft.class);
		joined(slow, "alone");
		this.sender.send("other", "still");
		this.sender.send("alone", "again");
		assertThat(events.nextTexts(2)).containsExactly("still", "again");
	}

	@Test
	void theOwnPrivateGroupCannotBeLeftSoItsMessagesAreDropped() throws Exception {
		SpreadStream slow = open(OverflowPolicy.LEAVE_GROUP);
		slow.join(SpreadStream.PRIVATE);
		for (int i = 0; i < MESSAGES; i++) {
			this.sender.send(OutboundMessage.of(this.session.privateGroup(), new byte[1]));
		}
		this.sender.send("g", "end");
		Events.of(this.quick).nextText();
		Events events = Events.of(slow);
		events.next(ConnectionEstablished.class);
		for (int i = 1; i < CAPACITY; i++) {
			events.next(RegularMessage.class);
		}
		assertThat(events.next(MessagesDropped.class).count()).isEqualTo(MESSAGES - CAPACITY + 1);
		assertThat(slow.groups()).containsExactly(SpreadStream.PRIVATE);
	}

	@Test
	void aStreamThatFillsUpIsReportedOnceAndOnceThatItIsWellAgain() throws Exception {
		SpreadStream slow = open(OverflowPolicy.BLOCK);
		joined(slow, "g");
		List<String> levels = new CopyOnWriteArrayList<>();
		this.session.addObserver(new SessionObserver() {

			@Override
			public void highWater(SpreadStream stream) {
				levels.add("high " + (stream == slow));
			}

			@Override
			public void lowWater(SpreadStream stream) {
				levels.add("low " + (stream == slow));
			}

		});
		sendAll();
		Awaitility.await().until(this.session::isHeld);
		Awaitility.await().until(() -> levels.equals(List.of("high true")));
		assertThat(slow.isHighWater()).isTrue();
		assertThat(Events.of(slow).nextTexts(MESSAGES)).endsWith("m99");
		Awaitility.await().until(() -> !levels.isEmpty() && levels.get(levels.size() - 1).equals("low true"));
		assertThat(slow.isHighWater()).isFalse();
		assertThat(this.session.statistics().heldTime()).isPositive();
		assertThat(this.session.isHeld()).isFalse();
	}

	@Test
	void aStalledListenerDoesNotStopAnotherSession() throws Exception {
		joined(open(OverflowPolicy.BLOCK), "g");
		try (SpreadSession other = Events.session(ConnectionSettings.of(this.daemon.address()).privateName("other"))) {
			other.start();
			SpreadStream stream = other.open();
			joined(stream, "g");
			sendAll();
			Awaitility.await().until(this.session::isHeld);
			assertThat(Events.of(stream).nextTexts(MESSAGES)).endsWith("m99");
			assertThat(this.session.isHeld()).isTrue();
		}
	}

	@Test
	void aStreamThatDiscardsHoldsNobodyAndStaysInItsGroups() throws Exception {
		SpreadStream slow = open(OverflowPolicy.BLOCK);
		joined(slow, "g");
		sendAll();
		Awaitility.await().until(this.session::isHeld);
		assertThat(slow.discard()).isEqualTo(CAPACITY);
		assertThat(texts(this.quick)).hasSize(MESSAGES);
		assertThat(slow.groups()).containsExactly("g");
		assertThat(slow.receive(Duration.ZERO)).isNull();
		assertThat(slow.closeAndCount()).isEqualTo(MESSAGES - CAPACITY);
		assertThat(slow.groups()).isEmpty();
	}

	private SpreadStream open(OverflowPolicy policy) {
		return this.session.open(StreamSettings.defaults().maxEvents(CAPACITY).overflow(policy));
	}

	private static void joined(SpreadStream stream, String... groups) throws Exception {
		for (String group : groups) {
			stream.join(group).get(10, TimeUnit.SECONDS);
		}
		while (stream.size() > 0) {
			stream.receive(Duration.ZERO);
		}
	}

	private List<String> overflowed() {
		List<String> left = new CopyOnWriteArrayList<>();
		this.session.addObserver(new SessionObserver() {

			@Override
			public void overflowed(SpreadStream stream, List<String> groups) {
				left.add(groups.toString());
			}

		});
		return left;
	}

	private void sendAll() {
		for (int i = 0; i < MESSAGES; i++) {
			this.sender.send("g", "m" + i);
		}
	}

	private static List<String> texts(SpreadStream stream) throws InterruptedException {
		List<String> texts = new ArrayList<>();
		while (!texts.contains("m99")) {
			if (Events.of(stream).next() instanceof RegularMessage message) {
				texts.add(Mailbox.text(message));
			}
		}
		return texts;
	}

}
