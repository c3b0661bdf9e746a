package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.JoinRefusedException;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.ClientFrames;
import io.github.spreadspring.protocol.DaemonFrames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What streams get when the connection is lost and comes back at awkward moments.
 */
class SessionRestoreTests {

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final SpreadSession session = Events
		.session(ConnectionSettings.of(this.daemon.address()).privateName("app"));

	@AfterEach
	void close() {
		this.session.close();
		this.daemon.close();
	}

	@Test
	void aStreamThatWasFullLearnsOfTheGapBehindWhatItHad() throws Exception {
		SpreadStream stream = this.session.open(3, Long.MAX_VALUE);
		this.session.start();
		stream.join("g").get(10, TimeUnit.SECONDS);
		for (int i = 0; i < 3; i++) {
			this.session.multicast(Mailbox.message("g", "m" + i));
		}
		Awaitility.await().until(() -> stream.size() >= 3);
		this.daemon.restart();
		Events events = Events.of(stream);
		events.next(ConnectionEstablished.class);
		events.nextJoined("g");
		SpreadEvent event = events.next();
		for (int i = 0; event instanceof RegularMessage message; i++) {
			assertThat(Mailbox.text(message)).isEqualTo("m" + i);
			event = events.next();
		}
		assertThat(event).isInstanceOf(ConnectionLost.class);
		events.next(ConnectionRestored.class);
		events.nextJoined("g");
		this.session.multicast(Mailbox.message("g", "new"));
		assertThat(events.nextText()).isEqualTo("new");
	}

	@Test
	void aStreamOpenedDuringTheOutageLearnsOfTheReturnToo() throws Exception {
		this.session.start();
		this.daemon.kill();
		Awaitility.await().until(() -> this.session.state() != SessionState.CONNECTED);
		Awaitility.await().until(() -> this.session.lastFailure() != null);
		SpreadStream stream = this.session.open();
		CompletableFuture<GroupView> joined = stream.join("g");
		assertThat(joined).isNotDone();
		this.daemon.start();
		Events events = Events.of(stream);
		events.next(ConnectionRestored.class);
		events.nextJoined("g");
		assertThat(joined).succeedsWithin(Mailbox.PATIENCE);
	}

	@Test
	void aConnectionLostWhileJoiningAgainIsRestoredAllTheSame() throws Exception {
		try (ScriptedDaemon scripted = ScriptedDaemon.start();
				SpreadSession session = Events.session(scripted.settings())) {
			SpreadStream stream = session.open();
			CompletableFuture<GroupView> g = stream.join("g");
			CompletableFuture<GroupView> h = stream.join("h");
			session.start();
			ScriptedPeer first = scripted.nextClient();
			first.expectJoin("g");
			first.expectJoin("h");
			first.sayJoined("g", 1, first.id(), first.id());
			assertThat(g).succeedsWithin(Mailbox.PATIENCE);
			first.close();
			ScriptedPeer second = scripted.nextClient();
			second.expectJoin("g");
			second.close();
			ScriptedPeer third = scripted.nextClient();
			third.expectJoin("g");
			third.expectJoin("h");
			third.sayJoined("h", 2, third.id(), third.id());
			assertThat(h).succeedsWithin(Mailbox.PATIENCE);
			third.sayJoined("g", 2, third.id(), third.id());
			Events events = Events.of(stream);
			events.next(ConnectionEstablished.class);
			events.nextJoined("g");
			for (int i = 0; i < 2; i++) {
				events.next(ConnectionLost.class);
				events.next(ConnectionRestored.class);
			}
			events.nextJoined("h");
			events.nextJoined("g");
			events.expectEmpty();
		}
	}

	@Test
	void eachOfSeveralLossesIsToldInEveryStreamBeforeAnythingElse() throws Exception {
		this.session.start();
		List<SpreadStream> streams = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			SpreadStream stream = this.session.open();
			stream.join("g").get(10, TimeUnit.SECONDS);
			streams.add(stream);
		}
		for (int i = 1; i <= 3; i++) {
			long count = i;
			this.daemon.restart();
			Awaitility.await()
				.until(() -> this.session.statistics().reconnects() == count && this.session.view("g").isPresent());
			this.session.multicast(Mailbox.message("g", "after " + i));
		}
		for (SpreadStream stream : streams) {
			Events events = Events.of(stream);
			events.next(ConnectionEstablished.class);
			SpreadEvent event = events.next();
			for (int i = 1; i <= 3; i++) {
				assertThat(event).isInstanceOf(GroupJoined.class);
				event = events.next();
				// joins of the other streams are told as views of the same group
				while (event instanceof RegularMessage) {
					event = events.next();
				}
				assertThat(event).isInstanceOf(ConnectionLost.class);
				assertThat(events.next(ConnectionRestored.class).gap()).isPositive();
				event = events.next();
			}
			assertThat(event).isInstanceOf(GroupJoined.class);
			assertThat(events.nextText()).isEqualTo("after 3");
		}
	}

	@Test
	void aRefusedJoinIsTriedAgainWithTheNextConnection() throws Exception {
		try (ScriptedDaemon scripted = ScriptedDaemon.start();
				SpreadSession session = Events.session(scripted.settings())) {
			SpreadStream stays = session.open();
			SpreadStream leaves = session.open();
			CompletableFuture<GroupView> refused = stays.join("g");
			leaves.join("g");
			session.start();
			ScriptedPeer first = scripted.nextClient();
			first.expectJoin("g");
			first.say(DaemonFrames.reject(ClientFrames.join(first.id(), "g", java.nio.ByteOrder.LITTLE_ENDIAN),
					java.nio.ByteOrder.LITTLE_ENDIAN));
			assertThat(refused).failsWithin(Mailbox.PATIENCE)
				.withThrowableThat()
				.withCauseInstanceOf(JoinRefusedException.class);
			leaves.leave("g");
			assertThat(leaves.groups()).isEmpty();
			assertThat(stays.groups()).containsExactly("g");
			first.close();
			ScriptedPeer second = scripted.nextClient();
			second.expectJoin("g");
			second.sayJoined("g", 1, second.id(), second.id());
			Events events = Events.of(stays);
			events.next(ConnectionEstablished.class);
			events.next(RejectedMessage.class);
			events.next(ConnectionLost.class);
			events.next(ConnectionRestored.class);
			events.nextJoined("g");
			assertThat(refused).isCompletedExceptionally();
			assertThat(leaves.size()).isEqualTo(4);
		}
	}

	@Test
	void theSessionIsBackSoonAfterTheDaemonIs() throws Exception {
		try (SpreadSession patient = new SpreadSession(
				SessionSettings.of(ConnectionSettings.of(this.daemon.address())))) {
			BackOffCounter backOffs = new BackOffCounter();
			patient.addStateListener(backOffs);
			patient.start();
			this.daemon.kill();
			// at the longest delay by now: 50, 100, 200, 400, 800 ms
			Awaitility.await().until(() -> backOffs.count() >= 6);
			this.daemon.start();
			assertThat(patient.awaitConnected(Duration.ofMillis(1500))).isTrue();
		}
	}

}
