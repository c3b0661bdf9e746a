package io.github.spreadspring.messaging.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionFailed;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.MembershipMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the order of messages and events in the stream of a {@link SpreadListener}.
 */
class SpreadListenerEventTests {

	private static final MemberId APP = MemberId.of("#app#localhost");

	private static final MemberId PEER = MemberId.of("#peer#localhost");

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void whatIsSentToUsAloneCountsAsUnclaimedWhereOnlyEventsAreTaken() {
		AnnotationConfigApplicationContext context = this.network.start(PrivateEvents.class);
		SpreadSession session = context.getBean(SpreadSession.class);
		await().until(() -> context.getBean(PrivateEvents.class).connected);
		this.network.peer("private").send(String.valueOf(session.privateGroup()), "for nobody");
		await().until(() -> session.statistics().unclaimedPrivateMessages() == 1);
	}

	@Test
	void noMessagesWaitForAListenerThatTakesOnlyEvents() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", OnlyComing.class);
		SpreadListenerContainer container = context.getBean(SpreadListenerEndpointRegistry.class)
			.getListenerContainer("coming");
		await().until(() -> container.getQueueSize() == 0);
		container.pause();
		Peer sender = this.network.peer("sender");
		sender.send("orders", "not for this listener");
		sender.join("orders");
		await().until(() -> container.getQueueSize() == 1);
		container.resume();
		await().until(() -> !context.getBean(OnlyComing.class).members.isEmpty());
	}

	@Test
	void eachMethodGetsTheEventsOfItsParametersType() {
		ConfigurableApplicationContext context = this.network.startIn("orders", TypedListener.class);
		TypedListener listener = context.getBean(TypedListener.class);
		assertThat(listener.joined.next(GroupJoined.class).view().members()).containsExactly(APP);

		Peer peer = this.network.peer("peer").join("orders");
		MemberJoined joined = listener.memberJoined.next(MemberJoined.class);
		assertThat(joined.member()).isEqualTo(PEER);
		assertThat(joined.view().members()).containsExactlyInAnyOrder(APP, PEER);
		assertThat(listener.viewChanged.next()).isEqualTo(joined);

		peer.leave("orders");
		MemberLeft left = listener.left.next(MemberLeft.class);
		assertThat(left.member()).isEqualTo(PEER);
		assertThat(listener.viewChanged.next()).isEqualTo(left);

		peer.join("orders");
		peer.kill();
		assertThat(listener.viewChanged.next()).isInstanceOf(MemberJoined.class);
		MemberDisconnected disconnected = listener.disconnected.next(MemberDisconnected.class);
		assertThat(disconnected.member()).isEqualTo(PEER);
		assertThat(listener.viewChanged.next()).isEqualTo(disconnected);

		this.network.restartDaemon();
		assertThat(listener.lost.next(ConnectionLost.class).member()).isEqualTo(APP);
		ConnectionRestored restored = listener.restored.next(ConnectionRestored.class);
		assertThat(restored.previous()).isEqualTo(APP);
		assertThat(restored.member()).isEqualTo(APP);
		assertThat(restored.gap()).isPositive();
		assertThat(listener.joined.next()).isInstanceOf(GroupJoined.class);
		assertThat(listener.left.isEmpty()).isTrue();
		assertThat(listener.disconnected.isEmpty()).isTrue();
	}

	@Test
	void aSpreadEventIsEverythingInOneOrder() {
		ConfigurableApplicationContext context = this.network.startIn("orders", EverythingListener.class);
		Received received = context.getBean(Received.class);
		assertThat(received.next()).isInstanceOf(ConnectionEstablished.class);
		assertThat(received.next()).isInstanceOf(GroupJoined.class);
		Peer peer = this.network.peer("peer").join("orders");
		peer.send("orders", "1");
		peer.leave("orders");
		peer.send("orders", "2");
		assertThat(received.next()).isInstanceOf(MemberJoined.class);
		assertThat(text(received.next())).isEqualTo("1");
		assertThat(received.next()).isInstanceOf(MemberLeft.class);
		assertThat(text(received.next())).isEqualTo("2");
		peer.kill();
		this.network.restartDaemon();
		assertThat(received.next()).isInstanceOf(ConnectionLost.class);
		Object next = received.next();
		// an attempt may have come before the daemon
		assertThat((next instanceof ConnectionFailed) ? received.next() : next).isInstanceOf(ConnectionRestored.class);
		assertThat(received.next()).isInstanceOf(GroupJoined.class);
	}

	@Test
	void whyThereIsNoConnectionStandsBetweenItsLossAndItsReturn() {
		Received received = this.network.start(ConnectionListener.class).getBean(Received.class);
		this.network.daemon().kill();
		ConnectionFailed failed = received.next(ConnectionFailed.class);
		assertThat(failed.reasons()).hasSize(1);
		assertThat(failed.attempts()).isEqualTo(1);
		this.network.daemon().start();
		assertThat(received.next()).isInstanceOf(ConnectionRestored.class);
	}

	@Test
	void aMembershipMessageIsAnyOfMembership() {
		ConfigurableApplicationContext context = this.network.startIn("orders", MembershipListener.class);
		Received received = context.getBean(Received.class);
		Peer peer = this.network.peer("peer").join("orders");
		peer.send("orders", "text");
		peer.leave("orders");
		assertThat(received.next()).isInstanceOf(MemberJoined.class);
		assertThat(received.next()).isInstanceOf(MemberLeft.class);
	}

	@Test
	void whatIsSentToUsAloneHasAListener() {
		ConfigurableApplicationContext context = this.network.startIn("orders", PrivateListener.class);
		Received received = context.getBean(Received.class);
		Peer peer = this.network.peer("peer");
		peer.send("orders", "for all");
		peer.send(APP.toString(), "for you");
		context.getBean(SpreadTemplate.class).convertAndSend(APP.toString(), "to myself");
		// two listeners are two streams
		assertThat(List.of(received.call(), received.call(), received.call())).containsExactlyInAnyOrder(
				List.of("orders", "for all"), List.of("private", "for you"), List.of("private", "to myself"));
		assertThat(received.isEmpty()).isTrue();
	}

	@Test
	void severalGroupsOfAListenerAreOneStreamInTheOrderOfTheNetwork() {
		ConfigurableApplicationContext context = this.network.start(SeveralGroupsListener.class);
		List.of("a", "b", "c").forEach((group) -> this.network.awaitIn(context, group));
		Received received = context.getBean(Received.class);
		Peer one = this.network.peer("one").join("a").join("b").join("c");
		Peer two = this.network.peer("two");
		String[] groups = { "a", "b", "c" };
		int count = 150;
		for (int i = 0; i < count; i++) {
			((i % 2 != 0) ? one : two).send(groups[i % 3], Integer.toString(i));
		}
		List<Object> expected = new ArrayList<>();
		List<Object> actual = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			expected.add(one.text());
			actual.add(received.next());
		}
		assertThat(actual).isEqualTo(expected);
	}

	@Test
	void aMessageForSeveralGroupsOfAListenerComesOnce() {
		ConfigurableApplicationContext context = this.network.start(SeveralGroupsListener.class);
		List.of("a", "b", "c").forEach((group) -> this.network.awaitIn(context, group));
		Received received = context.getBean(Received.class);
		SpreadTemplate template = context.getBean(SpreadTemplate.class);
		template.to("a", "b", "c").send("once");
		template.to("c").send("next");
		assertThat(received.next()).isEqualTo("once");
		assertThat(received.next()).isEqualTo("next");
	}

	private static String text(Object event) {
		assertThat(event).isInstanceOf(RegularMessage.class);
		return new String(((RegularMessage) event).body(), StandardCharsets.UTF_8);
	}

	static class TypedListener {

		final Received joined = new Received();

		final Received memberJoined = new Received();

		final Received left = new Received();

		final Received disconnected = new Received();

		final Received viewChanged = new Received();

		final Received lost = new Received();

		final Received restored = new Received();

		@SpreadListener("orders")
		void on(GroupJoined event) {
			this.joined.add(event);
		}

		@SpreadListener("orders")
		void on(MemberJoined event) {
			this.memberJoined.add(event);
		}

		@SpreadListener("orders")
		void on(MemberLeft event) {
			this.left.add(event);
		}

		@SpreadListener("orders")
		void on(MemberDisconnected event) {
			this.disconnected.add(event);
		}

		@SpreadListener("orders")
		void on(ViewChanged event) {
			this.viewChanged.add(event);
		}

		@SpreadListener("orders")
		void on(ConnectionLost event) {
			this.lost.add(event);
		}

		@SpreadListener("orders")
		void on(ConnectionRestored event) {
			this.restored.add(event);
		}

	}

	static class EverythingListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on(SpreadEvent event) {
			this.received.add(event);
		}

	}

	@SpreadListener("orders")
	static class ConnectionListener {

		@Autowired
		Received received;

		@SpreadHandler
		void on(ConnectionFailed event) {
			this.received.add(event);
		}

		@SpreadHandler
		void on(ConnectionRestored event) {
			this.received.add(event);
		}

	}

	static class MembershipListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on(MembershipMessage event) {
			this.received.add(event);
		}

	}

	static class PrivateListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void onOrder(String text) {
			this.received.add("orders", text);
		}

		@SpreadListener(SpreadListener.PRIVATE)
		void onPrivate(String text) {
			this.received.add("private", text);
		}

	}

	static class SeveralGroupsListener {

		@Autowired
		Received received;

		@SpreadListener({ "a", "b", "c" })
		void on(String text) {
			this.received.add(text);
		}

	}

	static class PrivateEvents {

		private volatile boolean connected;

		@SpreadListener(SpreadListener.PRIVATE)
		void on(ConnectionEstablished event) {
			this.connected = true;
		}

	}

	static class OnlyComing {

		private final Queue<MemberId> members = new ConcurrentLinkedQueue<>();

		@SpreadListener(id = "coming", groups = "orders")
		void on(MemberJoined event) {
			this.members.add(event.member());
		}

	}

}
