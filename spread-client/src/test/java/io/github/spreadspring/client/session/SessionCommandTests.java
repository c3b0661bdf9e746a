package io.github.spreadspring.client.session;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.JoinRefusedException;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.client.message.TransitionalSignal;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.protocol.ClientFrames;
import io.github.spreadspring.protocol.DaemonFrames;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a session says to its daemon and makes of the answers, step by step.
 */
class SessionCommandTests {

	private static final MemberId BOB = MemberId.of("bob", "d1");

	private static final MemberId CAROL = MemberId.of("carol", "d2");

	private static final MemberId DAVE = MemberId.of("dave", "d2");

	private final ScriptedDaemon daemon = ScriptedDaemon.start();

	private final SpreadSession session = Events.session(this.daemon.settings());

	private final SpreadStream stream = this.session.open();

	private final Events events = Events.of(this.stream);

	private ScriptedPeer peer;

	private MemberId self;

	@BeforeEach
	void connect() throws Exception {
		this.session.start();
		this.peer = this.daemon.nextClient();
		this.self = this.peer.id();
		assertThat(this.events.next()).isEqualTo(new ConnectionEstablished(this.self));
	}

	@AfterEach
	void close() throws Exception {
		this.peer.close();
		this.session.close();
		this.daemon.close();
	}

	@Test
	void aDaemonThatTakesNothingHoldsUpNeitherJoinsNorTheEnd() throws Exception {
		join("g", 1);
		FutureTask<Throwable> sender = new FutureTask<>(() -> catchThrowable(() -> {
			while (true) {
				this.session.multicast(OutboundMessage.of("g", new byte[140_000]));
			}
		}));
		Thread thread = new Thread(sender, "sender");
		thread.start();
		Awaitility.await()
			.until(() -> Arrays.stream(thread.getStackTrace())
				.anyMatch((frame) -> frame.getMethodName().equals("awaitWritable")));
		assertThat(this.stream.join("h")).isNotDone();
		assertThat(this.stream.leave("g")).isTrue();
		this.session.close();
		assertThat(sender.get(Mailbox.PATIENCE.toSeconds(), TimeUnit.SECONDS))
			.isInstanceOf(ConnectionClosedException.class);
	}

	@Test
	void nothingOfAGroupIsDeliveredBeforeGroupJoined() throws Exception {
		join("g", 1);
		this.stream.join("h");
		this.peer.expectJoin("h");
		this.peer.sayText("h", "too early");
		this.peer.sayTransition("h", 6);
		this.peer.sayText("g", "in time");
		assertThat(this.events.nextText()).isEqualTo("in time");
		this.peer.sayJoined("h", 7, this.self, BOB, this.self);
		this.peer.sayText("h", "now");
		assertThat(this.events.nextJoined("h").view())
			.isEqualTo(new GroupView("h", ScriptedPeer.viewId(7), List.of(BOB, this.self)));
		assertThat(this.events.nextText()).isEqualTo("now");
	}

	@Test
	void whatConcernsGroupsThatNobodyAskedForIsIgnored() throws Exception {
		this.peer.sayJoined("stray", 1, this.self, this.self);
		this.peer.sayText("stray", "lost");
		this.peer.sayLeft("stray");
		join("g", 1);
		this.events.expectEmpty();
	}

	@Test
	void aViewOfWhateverCauseThatBringsUsInIsGroupJoined() throws Exception {
		this.stream.join("g");
		this.peer.expectJoin("g");
		this.peer.sayNetwork("g", 3, 1, List.of(List.of(BOB), List.of(this.self)));
		assertThat(this.events.nextJoined("g").view().members()).containsExactly(BOB, this.self);
	}

	@Test
	void leavingWhileJoiningLeavesAsSoonAsTheJoinIsAnswered() throws Exception {
		this.stream.join("g");
		this.peer.expectJoin("g");
		this.stream.leave("g");
		this.session.multicast(Mailbox.message("x", "no leave before this"));
		assertThat(this.peer.readFrame().groups()).containsExactly("x");
		this.peer.sayJoined("g", 1, this.self, this.self);
		this.peer.expectLeave("g");
		this.peer.sayLeft("g");
		join("g", 1);
		this.events.expectEmpty();
	}

	@Test
	void joiningAgainWhileJoiningSaysNothingMore() throws Exception {
		this.stream.join("g");
		this.peer.expectJoin("g");
		this.stream.leave("g");
		this.stream.join("g");
		this.peer.sayJoined("g", 1, this.self, this.self);
		this.events.nextJoined("g");
		this.stream.join("h");
		this.peer.expectJoin("h");
	}

	@Test
	void joiningAgainWhileLeavingJoinsAsSoonAsTheLeaveIsAnswered() throws Exception {
		join("g", 1);
		this.stream.leave("g");
		this.peer.expectLeave("g");
		this.stream.join("g");
		this.peer.sayText("g", "before the leave took effect");
		this.peer.sayLeft("g");
		this.peer.expectJoin("g");
		this.peer.sayJoined("g", 1, this.self, this.self);
		assertThat(this.events.nextText()).isEqualTo("before the leave took effect");
		assertThat(this.events.next()).isEqualTo(new GroupLeft("g"));
		this.events.nextJoined("g");
	}

	@Test
	void aLeaveThatTheLossOvertookIsDone() throws Exception {
		join("g", 1);
		this.stream.leave("g");
		this.peer.expectLeave("g");
		this.peer.close();
		this.events.next(ConnectionLost.class);
		assertThat(this.events.next()).isEqualTo(new GroupLeft("g"));
		this.peer = this.daemon.nextClient();
		Awaitility.await().until(this.session::state, SessionState.CONNECTED::equals);
		this.stream.join("h");
		this.peer.expectJoin("h");
	}

	@Test
	void aNetworkChangeTellsWhoStayedArrivedAndDeparted() throws Exception {
		this.stream.join("g");
		this.peer.expectJoin("g");
		this.peer.sayJoined("g", 1, this.self, this.self, BOB, CAROL);
		this.events.nextJoined("g");
		this.peer.sayTransition("g", 1);
		this.peer.sayNetwork("g", 2, 1, List.of(List.of(CAROL, DAVE), List.of(this.self)));
		assertThat(this.events.next()).isEqualTo(new TransitionalSignal("g", ScriptedPeer.viewId(1)));
		NetworkChanged change = this.events.next(NetworkChanged.class);
		assertThat(change.stayed()).containsExactly(this.self);
		assertThat(change.arrived()).as("with Carol, who was away meanwhile").containsExactly(CAROL, DAVE);
		assertThat(change.departed()).containsExactly(BOB, CAROL);
		assertThat(change.previous()).isNotNull();
		this.peer.sayNetwork("g", 3, 0, List.of(List.of(this.self, CAROL, DAVE)));
		NetworkChanged next = this.events.next(NetworkChanged.class);
		assertThat(next.previous()).isEqualTo(change.view());
		assertThat(next.stayed()).containsExactly(this.self, CAROL, DAVE);
		assertThat(next.arrived()).isEmpty();
		assertThat(next.departed()).isEmpty();
	}

	@Test
	void aRefusedJoinIsToldAndTriedAgainOnlyWhenAskedFor() throws Exception {
		CompletableFuture<GroupView> refused = this.stream.join("g");
		this.peer.expectJoin("g");
		this.peer.say(DaemonFrames.reject(ClientFrames.join(this.self, "g", java.nio.ByteOrder.LITTLE_ENDIAN),
				java.nio.ByteOrder.LITTLE_ENDIAN));
		assertThat(this.events.next(RejectedMessage.class).groups()).containsExactly("g");
		assertThat(refused).failsWithin(Mailbox.PATIENCE)
			.withThrowableThat()
			.withCauseInstanceOf(JoinRefusedException.class)
			.withMessageContaining("refused the join of group \"g\"");
		assertThat(this.stream.groups()).containsExactly("g");
		assertThat(this.session.isWanted("g")).isFalse();
		assertThat(this.stream.isRefused("g")).isTrue();
		join("g", 1);
		assertThat(this.stream.isRefused("g")).isFalse();
	}

	@Test
	void theReaderNeverWaitsForSenders() throws Exception {
		join("g", 1);
		this.stream.join("h");
		this.peer.expectJoin("h");
		FutureTask<Throwable> flood = new FutureTask<>(() -> catchThrowable(() -> {
			while (true) {
				this.session.multicast(OutboundMessage.of("x", new byte[100_000]));
			}
		}));
		Thread sender = new Thread(flood, "sender");
		sender.setDaemon(true);
		sender.start();
		Awaitility.await()
			.until(() -> Arrays.stream(sender.getStackTrace())
				.anyMatch((call) -> call.getMethodName().equals("select")));
		this.stream.leave("h");
		// this makes a leave necessary, but nothing can be sent
		this.peer.sayJoined("h", 1, this.self, this.self);
		this.peer.sayText("g", "read all the same");
		this.peer.sayJoined("g", 2, BOB, BOB, this.self);
		assertThat(this.events.nextText()).isEqualTo("read all the same");
		this.events.next(MemberJoined.class);
		while (!this.peer.readFrame().groups().equals(List.of("h"))) {
			assertThat(flood).isNotDone();
		}
		this.session.stop();
		assertThat(flood.get(10, TimeUnit.SECONDS)).isInstanceOf(ConnectionClosedException.class);
	}

	private void join(String group, int index) throws Exception {
		this.stream.join(group);
		this.peer.expectJoin(group);
		this.peer.sayJoined(group, index, this.self, this.self);
		this.events.nextJoined(group);
	}

}
