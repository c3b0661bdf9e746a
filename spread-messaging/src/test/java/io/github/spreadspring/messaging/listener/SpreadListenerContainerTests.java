package io.github.spreadspring.messaging.listener;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.protocol.IllegalNameException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SpreadListenerContainer}.
 */
class SpreadListenerContainerTests {

	@RegisterExtension
	final Listening listening = new Listening();

	@Test
	void groupsChangeWhileItRunsInOneStream() {
		SpreadListenerContainer container = this.listening.start(this.listening.received()::add, "a");
		assertThat(this.listening.received().next()).isInstanceOf(ConnectionEstablished.class);
		assertThat(this.listening.received().next(GroupJoined.class).group()).isEqualTo("a");
		Peer peer = this.listening.peer("peer");
		peer.send("b", "nobody listens");
		peer.send("a", "1");
		assertThat(Listening.text(this.listening.received().next(RegularMessage.class))).isEqualTo("1");

		GroupView view = container.join("b").orTimeout(10, TimeUnit.SECONDS).join();
		assertThat(view.group()).isEqualTo("b");
		assertThat(container.getGroups()).containsExactlyInAnyOrder("a", "b");
		peer.send("a", "2");
		peer.send("b", "3");
		peer.send("a", "4");
		assertThat(this.listening.received().next(GroupJoined.class).group()).isEqualTo("b");
		assertThat(List.of(Listening.text(this.listening.received().next(RegularMessage.class)),
				Listening.text(this.listening.received().next(RegularMessage.class)),
				Listening.text(this.listening.received().next(RegularMessage.class))))
			.containsExactly("2", "3", "4");

		assertThat(container.leave("a")).isTrue();
		assertThat(this.listening.received().next(GroupLeft.class).group()).isEqualTo("a");
		assertThat(container.getGroups()).containsExactly("b");
		peer.send("a", "not any more");
		peer.send("b", "5");
		assertThat(Listening.text(this.listening.received().next(RegularMessage.class))).isEqualTo("5");
		assertThat(container.leave("a")).isFalse();
		container.stop();
	}

	@Test
	void aGroupJoinedWhileStoppedIsJoinedWithTheStart() {
		SpreadListenerContainer container = this.listening.create(this.listening.texts(), "a");
		CompletableFuture<GroupView> joined = container.join("b");
		CompletableFuture<GroupView> leftAgain = container.join("c");
		assertThat(container.leave("c")).isTrue();
		assertThat(leftAgain).isCancelled();
		assertThat(joined).isNotDone();
		container.start();
		assertThat(joined.orTimeout(10, TimeUnit.SECONDS).join().group()).isEqualTo("b");
		assertThat(container.getGroups()).containsExactlyInAnyOrder("a", "b");
		container.stop();
	}

	@Test
	void refusesGroupsThatAreNotAllowed() {
		SpreadListenerContainer container = this.listening.start(this.listening.texts());
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> container.join("my group"));
		assertThatExceptionOfType(IllegalNameException.class)
			.isThrownBy(() -> this.listening.create("x", this.listening.texts(), "#a#b"));
		assertThat(container.getGroups()).isEmpty();
		container.stop();
	}

	@Test
	void stoppingLeavesTheGroupsWhileTheSessionStays() {
		Peer peer = this.listening.peer("peer").join("a");
		SpreadListenerContainer container = this.listening.start(this.listening.texts(), "a");
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		container.stop();
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPED);
		assertThat(container.isRunning()).isFalse();

		container.start();
		assertThat(container.isRunning()).isTrue();
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		peer.send("a", "again");
		assertThat(this.listening.received().next()).isEqualTo("again");

		this.listening.session().close();
		assertThat(peer.membership()).isInstanceOf(MemberDisconnected.class);
		container.stop();
	}

	@Test
	void twoListenersOfAGroupStopIndependently() {
		Peer peer = this.listening.peer("peer").join("a");
		SpreadListenerContainer one = this.listening.start(this.listening.texts(), "a");
		SpreadListenerContainer two = this.listening.start((event) -> {
		}, "a");
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		two.stop();
		peer.send("a", "text");
		assertThat(this.listening.received().next()).isEqualTo("text");
		one.stop();
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
	}

	@Test
	void startAndStopCanBeCalledAnyNumberOfTimes() {
		SpreadListenerContainer container = this.listening.create(this.listening.texts(), "a");
		container.stop();
		container.start();
		container.start();
		this.listening.network().awaitIn(this.listening.session(), "a");
		container.stop();
		container.stop();
		for (int i = 0; i < 20; i++) {
			container.start();
			container.stop();
		}
		container.start();
		Peer peer = this.listening.peer("peer").join("a");
		await().until(() -> this.listening.session().view("a").isPresent());
		peer.send("a", "text");
		assertThat(this.listening.received().next()).isEqualTo("text");
		container.stop();
		assertThat(this.listening.errors().failures()).isEmpty();
	}

	@Test
	void theNameOfTheThreadBeginsWithTheId() {
		SpreadListenerContainer container = this.listening
			.start((event) -> this.listening.received().add(Thread.currentThread().getName()));
		assertThat(this.listening.received().next()).asString().startsWith("my-listener-");
		container.stop();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsHaveTheNameToo() {
		this.listening.properties().setVirtualThreads(true);
		SpreadListenerContainer container = this.listening.start((event) -> {
			Thread thread = Thread.currentThread();
			this.listening.received().add(thread.getName(), Thread.class.getMethod("isVirtual").invoke(thread));
		});
		List<Object> call = this.listening.received().call();
		assertThat(call.get(0)).asString().startsWith("my-listener-");
		assertThat(call.get(1)).isEqualTo(true);
		container.stop();
	}

	@Test
	void beforeTheSessionConnectsTheListenerWaitsForItsGroups() {
		this.listening.session().stop();
		SpreadListenerContainer container = this.listening.create(this.listening.received()::add, "a");
		container.start();
		assertThat(container.isRunning()).isTrue();
		this.listening.session().start();
		assertThat(this.listening.received().next()).isInstanceOf(ConnectionRestored.class);
		assertThat(this.listening.received().next()).isInstanceOf(GroupJoined.class);
		this.listening.session().stop();
		assertThat(this.listening.received().next()).isInstanceOf(ConnectionLost.class);
		container.stop();
	}

}
