package io.github.spreadspring.client.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be seen of a session besides the streams of listeners.
 */
class SessionObserverTests {

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	private final SpreadSession session = Events
		.session(ConnectionSettings.of(this.daemon.address()).privateName("app"));

	private final Mailbox bob = Mailbox.open(this.daemon.address(), "bob");

	private final SpreadStream stream = this.session.open();

	@BeforeEach
	void start() {
		this.session.start();
	}

	@AfterEach
	void close() {
		this.session.close();
		this.bob.close();
		this.daemon.close();
	}

	@Test
	void anObserverCanTakeAPrivateMessageBeforeAnyStream() throws Exception {
		this.stream.join(SpreadStream.PRIVATE);
		List<String> taken = new CopyOnWriteArrayList<>();
		this.session.addObserver(new SessionObserver() {

			@Override
			public boolean take(RegularMessage message) {
				String text = Mailbox.text(message);
				return text.startsWith("reply") && taken.add(text);
			}

		});
		this.bob.send(this.session.privateGroup().toString(), "reply 1");
		this.bob.send(this.session.privateGroup().toString(), "for the listener");
		Events events = Events.of(this.stream);
		events.next(ConnectionEstablished.class);
		assertThat(events.nextText()).isEqualTo("for the listener");
		assertThat(taken).containsExactly("reply 1");
		assertThat(this.session.statistics().unclaimedPrivateMessages()).isZero();
	}

	@Test
	void anObserverThatFailsHarmsNobody() throws Exception {
		this.stream.join(SpreadStream.PRIVATE);
		this.session.addObserver(new SessionObserver() {

			@Override
			public boolean take(RegularMessage message) {
				throw new AssertionError("of a test");
			}

			@Override
			public boolean isWaiting() {
				throw new AssertionError("of a test");
			}

		});
		this.bob.send(this.session.privateGroup().toString(), "x");
		Events events = Events.of(this.stream);
		events.next(ConnectionEstablished.class);
		assertThat(events.nextText()).isEqualTo("x");
	}

	@Test
	void awaitMembersCompletesWithTheFirstViewThatHasAsMany() throws Exception {
		CompletableFuture<GroupView> two = this.session.awaitMembers("g", 2);
		this.stream.join("g").get(10, TimeUnit.SECONDS);
		assertThat(this.session.awaitMembers("g", 1).get(10, TimeUnit.SECONDS).members())
			.containsExactly(this.session.privateGroup());
		assertThat(two).isNotDone();
		this.bob.join("g");
		assertThat(two.get(10, TimeUnit.SECONDS).members()).contains(this.bob.id());
	}

	@Test
	void aWatchSeesTheMembershipOfAllGroupsAndNoMessages() throws Exception {
		this.stream.join("early").get(10, TimeUnit.SECONDS);
		Events watch = Events.of(this.session.watch());
		this.stream.join("g").get(10, TimeUnit.SECONDS);
		this.bob.join("g");
		this.bob.send("g", "not for the watch");
		this.bob.connection().leave("g");
		watch.next(ConnectionEstablished.class);
		watch.nextJoined("early");
		watch.nextJoined("g");
		assertThat(watch.next(MemberJoined.class).member()).isEqualTo(this.bob.id());
		assertThat(watch.next(MemberLeft.class).member()).isEqualTo(this.bob.id());
		this.stream.leave("g");
		assertThat(watch.next(GroupLeft.class).group()).isEqualTo("g");
	}

	@Test
	void aWatchCanMakeTheSessionAMemberWithoutAnybodyWhoTakesMessages() throws Exception {
		SpreadStream watch = this.session.watch();
		assertThat(watch.join("g").get(10, TimeUnit.SECONDS).members()).hasSize(1);
		this.bob.join("g");
		this.bob.send("g", "for nobody here");
		Events events = Events.of(watch);
		events.next(ConnectionEstablished.class);
		events.nextJoined("g");
		events.next(MemberJoined.class);
		watch.leave("g");
		events.next(GroupLeft.class);
		Awaitility.await().until(() -> this.session.view("g").isEmpty());
	}

}
