package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Groups as objects, and their events beside the ordered streams.
 */
class SpreadGroupsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private SpreadSession session;

	private SpreadGroups groups;

	@BeforeEach
	void connect() {
		this.session = this.network.session();
		this.groups = new SpreadGroups(this.session, this.events::add);
	}

	@AfterEach
	void stop() {
		this.groups.stop();
	}

	@Test
	void aGroupThatIsJoinedKnowsItsMembers() throws Exception {
		this.groups.start();
		SpreadGroup group = this.groups.group("team");
		assertThat(group.isJoined()).isFalse();
		assertThat(group.members()).isEmpty();
		group.join().get(10, TimeUnit.SECONDS);
		assertThat(group.members()).containsExactly(this.session.privateGroup());
		Peer peer = this.network.peer("peer").join("team");
		assertThat(group.awaitMembers(2, PATIENCE).members()).extracting(MemberId::toString).contains(peer.id());
		assertThat(this.groups.views()).extracting(GroupView::group).containsExactly("team");
		assertThat(group.leave()).isTrue();
		this.network.awaitOutOf(this.session, "team");
		assertThat(group.leave()).isFalse();
	}

	@Test
	void waitingInVainSaysWhoIsThere() throws Exception {
		this.groups.start();
		SpreadGroup group = this.groups.group("team");
		assertThatExceptionOfType(MembersMissingException.class)
			.isThrownBy(() -> group.awaitMembers(2, Duration.ofMillis(20)))
			.withMessage("Group 'team' has 0 of 2 members after 20 ms: this application is not in it");
		group.join().get(10, TimeUnit.SECONDS);
		assertThatExceptionOfType(MembersMissingException.class)
			.isThrownBy(() -> group.awaitMembers(2, Duration.ofMillis(20)))
			.withMessageContaining("has 1 of 2 members after 20 ms: [#app#localhost]");
	}

	@Test
	void aGroupJoinedBeforeTheStartIsJoinedThenAndAgainAfterARestart() throws Exception {
		CompletableFuture<GroupView> joined = this.groups.group("team").join();
		this.groups.start();
		assertThat(joined.get(10, TimeUnit.SECONDS).members()).hasSize(1);
		this.groups.stop();
		this.network.awaitOutOf(this.session, "team");
		this.groups.start();
		this.network.awaitIn(this.session, "team");
	}

	@Test
	void changesOfAllGroupsAndOfTheConnectionArePublishedAsApplicationEvents() throws Exception {
		this.groups.start();
		this.session.open().join("orders").get(10, TimeUnit.SECONDS);
		Peer peer = this.network.peer("peer").join("orders");
		peer.send("orders", "no event");
		peer.leave("orders");
		await().until(() -> this.events.size() == 4);
		assertThat(this.events).hasExactlyElementsOfTypes(ConnectionEstablished.class, GroupJoined.class,
				MemberJoined.class, MemberLeft.class);
		this.network.restartDaemon();
		await().until(() -> this.events.size() == 7);
		assertThat(this.events.subList(4, 7)).hasExactlyElementsOfTypes(ConnectionLost.class, ConnectionRestored.class,
				GroupJoined.class);
	}

	@Test
	void anEventListenerThatFailsGetsTheNextEventAllTheSame() throws Exception {
		SpreadGroups failing = new SpreadGroups(this.session, (event) -> {
			this.events.add(event);
			throw new IllegalStateException("of a test");
		});
		failing.start();
		failing.group("team").join().get(10, TimeUnit.SECONDS);
		await().until(() -> this.events.size() == 2);
		failing.stop();
	}

	@Test
	void anEventListenerThatFailsBadlyGetsTheNextEventAllTheSame() throws Exception {
		SpreadGroups failing = new SpreadGroups(this.session, (event) -> {
			this.events.add(event);
			if (this.events.size() == 1) {
				throw new StackOverflowError("of a test");
			}
			Thread.currentThread().interrupt();
		});
		failing.start();
		failing.group("team").join().get(10, TimeUnit.SECONDS);
		failing.group("other").join().get(10, TimeUnit.SECONDS);
		await().until(() -> this.events.size() == 3);
		failing.stop();
	}

	@Test
	void whatHappenedBeforeAStopIsPublishedAndThenTheGroupsAreLeft() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		SpreadGroups slow = new SpreadGroups(this.session, (event) -> {
			awaitRelease(release);
			this.events.add(event);
		});
		slow.start();
		slow.group("team").join().get(10, TimeUnit.SECONDS);
		Peer peer = this.network.peer("peer").join("team");
		await().until(() -> this.session.view("team").orElseThrow().members().size() == 2);
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		slow.stop(() -> stopped.complete(null));
		assertThat(slow.isRunning()).isFalse();
		CompletableFuture<Void> stoppedAgain = new CompletableFuture<>();
		slow.stop(() -> stoppedAgain.complete(null));
		assertThat(stopped).isNotDone();
		assertThat(stoppedAgain).isNotDone();
		release.countDown();
		stopped.get(10, TimeUnit.SECONDS);
		stoppedAgain.get(10, TimeUnit.SECONDS);
		assertThat(this.events).hasExactlyElementsOfTypes(ConnectionEstablished.class, GroupJoined.class,
				MemberJoined.class);
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
	}

	@Test
	void anEventListenerThatIsStuckDoesNotKeepTheApplicationFromStopping() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		SpreadGroups stuck = new SpreadGroups(this.session, (event) -> awaitRelease(release));
		stuck.start();
		stuck.group("team").join().get(10, TimeUnit.SECONDS);
		CompletableFuture.runAsync(stuck::stop).get(8, TimeUnit.SECONDS);
		this.network.awaitOutOf(this.session, "team");
		release.countDown();
	}

	@Test
	void aStopThatRunsIntoItsTimeoutEndsOnAThreadOfItsOwn() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		SpreadGroups stuck = new SpreadGroups(this.session, (event) -> awaitRelease(release));
		stuck.start();
		CompletableFuture<String> thread = new CompletableFuture<>();
		stuck.stop(() -> thread.complete(Thread.currentThread().getName()));
		assertThat(thread.get(8, TimeUnit.SECONDS)).startsWith("spread-events-stop-");
		release.countDown();
	}

	@Test
	void anEventListenerMayStopTheGroups() {
		CompletableFuture<SpreadGroups> self = new CompletableFuture<>();
		SpreadGroups groups = new SpreadGroups(this.session, (event) -> {
			self.join().stop();
			this.events.add(event);
		});
		groups.start();
		self.complete(groups);
		await().until(() -> this.events.size() == 1);
		assertThat(groups.isRunning()).isFalse();
	}

	@Test
	void eventsComeOnAThreadThatIsNamedAfterTheSession() throws Exception {
		CompletableFuture<String> thread = new CompletableFuture<>();
		SpreadGroups named = new SpreadGroups(this.session,
				(event) -> thread.complete(Thread.currentThread().getName()));
		named.start();
		named.group("team").join();
		assertThat(thread.get(8, TimeUnit.SECONDS)).isEqualTo("spread-events-app");
		named.stop();
	}

	private static void awaitRelease(CountDownLatch release) {
		try {
			release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
