package io.github.spreadspring.client.session;

import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.testing.HostileDaemon;
import io.github.spreadspring.client.testing.HostileDaemon.Script;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.ClientFrames;
import io.github.spreadspring.protocol.DaemonFrames;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.fuzz.Fuzz;
import io.github.spreadspring.protocol.fuzz.HostileFrames;
import io.github.spreadspring.protocol.fuzz.SampleFrames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A daemon that tells of things which never happened does not confuse the session.
 */
class SessionHostileDaemonTests {

	private static final MemberId BOB = MemberId.of("bob", "script");

	private final Logger logger = Logger.getLogger(SpreadSession.class.getName());

	private final ScriptedDaemon daemon = ScriptedDaemon.start();

	private final SpreadSession session = Events.session(this.daemon.settings());

	private final SpreadStream stream = this.session.open();

	private final Events events = Events.of(this.stream);

	private ScriptedPeer peer;

	@BeforeEach
	void join() throws Exception {
		this.stream.join("g");
		this.session.start();
		this.peer = this.daemon.nextClient();
		this.peer.expectJoin("g");
		this.peer.sayJoined("g", 1, this.peer.id(), this.peer.id());
		this.events.next(ConnectionEstablished.class);
		this.events.nextJoined("g");
	}

	@AfterEach
	void close() throws Exception {
		this.daemon.close();
		this.session.close();
		this.logger.setLevel(null);
	}

	@Test
	void viewsOfGroupsThatWeNeverJoinedAreIgnored() throws Exception {
		this.peer.sayJoined("other", 1, this.peer.id(), this.peer.id(), BOB);
		this.peer.sayNetwork("other", 2, 0, List.of(List.of(this.peer.id())));
		this.peer.sayTransition("other", 3);
		this.peer.sayLeft("other");
		expectNothingHappened();
		assertThat(this.session.view("other")).isEmpty();
	}

	@Test
	void viewsWithoutOurselvesAreIgnored() throws Exception {
		this.peer.sayView(MembershipCause.DISCONNECT, "g", 2, this.peer.id(), BOB);
		this.peer.sayView(MembershipCause.JOIN, "g", 3, BOB);
		expectNothingHappened();
		assertThat(this.session.view("g").orElseThrow().members()).containsExactly(this.peer.id());
	}

	@Test
	void whoIsThrownOutOfAGroupJoinsItAgain() throws Exception {
		this.peer.sayLeft("g");
		assertThat(this.events.next(GroupLeft.class).group()).isEqualTo("g");
		this.peer.expectJoin("g");
		this.peer.sayJoined("g", 2, this.peer.id(), this.peer.id());
		assertThat(this.events.next(GroupJoined.class).group()).isEqualTo("g");
		expectNothingHappened();
	}

	@Test
	void aJoinThatIsRefusedAfterwardsHasNoEffect() throws Exception {
		this.peer.say(DaemonFrames.reject(ClientFrames.join(this.peer.id(), "g", ByteOrder.LITTLE_ENDIAN),
				ByteOrder.LITTLE_ENDIAN));
		this.peer.say(DaemonFrames.reject(ClientFrames.join(this.peer.id(), "other", ByteOrder.LITTLE_ENDIAN),
				ByteOrder.LITTLE_ENDIAN));
		expectNothingHappened();
		assertThat(this.session.view("g")).isPresent();
	}

	@Test
	void aRefusedMessageThatWasNeverSentIsPassedOn() throws Exception {
		this.peer.say(DaemonFrames.reject(ClientFrames.multicast(this.peer.id(), ServiceType.AGREED, false,
				List.of("other"), (short) 1, new byte[3], ByteOrder.LITTLE_ENDIAN), ByteOrder.LITTLE_ENDIAN));
		assertThat(this.events.next(RejectedMessage.class).groups()).containsExactly("other");
		expectNothingHappened();
	}

	@Test
	void aViewOfThousandsInSetsThatContradictItIsTaken() throws Exception {
		List<MemberId> many = IntStream.range(0, 20_000).mapToObj((i) -> MemberId.of("m" + i, "d")).toList();
		this.peer.sayNetwork("g", 2, 0, List.of(List.of(this.peer.id()), many, many));
		this.peer.sayNetwork("g", 3, 1, List.of(List.of(this.peer.id()), many));
		this.events.next();
		NetworkChanged changed = this.events.next(NetworkChanged.class);
		assertThat(changed.departed()).containsExactly(this.peer.id());
		assertThat(changed.arrived()).containsExactly(this.peer.id());
	}

	@Test
	void aSessionThatMetNothingButNonsenseWorksAtTheNextDaemon() throws Exception {
		// it tells of each connection
		this.logger.setLevel(Level.OFF);
		HostileFrames frames = new HostileFrames(SampleFrames.all());
		Random random = new Random(Fuzz.seed());
		AtomicInteger clients = new AtomicInteger();
		HostileDaemon hostile = HostileDaemon.start(() -> {
			clients.incrementAndGet();
			return new Script(IntStream.range(0, 6).mapToObj((i) -> frames.next(random)).toList());
		});
		EmbeddedSpreadDaemon honest = EmbeddedSpreadDaemon.builder().build().start();
		String address = honest.address();
		// not before the session has met enough nonsense, or it would stay there
		honest.close();
		try (honest;
				SpreadSession robust = new SpreadSession(SessionSettings.of(hostile.settings())
					.addresses(List.of(hostile.settings().address(), DaemonAddress.parse(address)))
					.reconnectDelay(Duration.ofMillis(1), Duration.ofMillis(2)))) {
			SpreadStream events = robust.open();
			events.join("g");
			robust.start();
			int enough = Fuzz.cases(200);
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
				while (events.receive(Duration.ZERO) != null) {
					// nobody else takes them
					continue;
				}
				return clients.get() >= enough;
			});
			hostile.close();
			honest.start();
			expectToWork(robust, events);
			assertThat(honest.sessions()).isOne();
		}
		finally {
			hostile.close();
		}
	}

	private static void expectToWork(SpreadSession robust, SpreadStream events) throws Exception {
		assertThat(robust.awaitConnected(Mailbox.PATIENCE)).isTrue();
		// it may have been told that it may not join
		events.join("g").get(Mailbox.PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(events.join("h").get(Mailbox.PATIENCE.toSeconds(), TimeUnit.SECONDS).members()).hasSize(1);
		robust.multicast(OutboundMessage.of("h", "works".getBytes()));
		SpreadEvent event = events.receive(Mailbox.PATIENCE);
		while (!(event instanceof RegularMessage message) || !Mailbox.text(message).equals("works")) {
			assertThat(event).as("the message, or something before it").isNotNull();
			event = events.receive(Mailbox.PATIENCE);
		}
		assertThat(robust.views()).extracting((view) -> view.group()).containsExactly("g", "h");
	}

	/**
	 * The next message is the next event, and the session still is in its group.
	 */
	private void expectNothingHappened() throws IOException, InterruptedException {
		this.peer.sayText("g", "marker");
		assertThat(this.events.nextText()).isEqualTo("marker");
		this.events.expectEmpty();
		assertThat(this.session.views()).extracting((view) -> view.group()).containsExactly("g");
		assertThat(this.session.state()).isEqualTo(SessionState.CONNECTED);
	}

}
