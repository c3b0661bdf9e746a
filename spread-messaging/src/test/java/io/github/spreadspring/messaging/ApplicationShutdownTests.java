package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications that stop, in every state, and begin again.
 */
class ApplicationShutdownTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void anAnswerThatIsUnderWayIsSentBeforeTheGroupIsLeft() {
		AnnotationConfigApplicationContext context = this.network.startIn("calc", Answering.class);
		SpreadTemplate asker = new SpreadTemplate(this.network.session("asker"), SpreadMessageConverters.plain());
		CompletableFuture<String> answer = CompletableFuture
			.supplyAsync(() -> asker.convertSendAndReceive("calc", "question", String.class));
		Answering listener = context.getBean(Answering.class);
		await().until(() -> listener.question != null);
		CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
		await().until(() -> !container(context, "calc").isRunning());
		assertThat(context.getBean(SpreadSession.class).view("calc")).isPresent();
		listener.question.complete("late answer");
		assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("late answer");
		closed.orTimeout(10, TimeUnit.SECONDS).join();
	}

	@Test
	void anotherContextTakesTheNameOfOneThatWasClosed() {
		Peer peer = this.network.peer("peer").join("orders");
		for (int i = 0; i < 3; i++) {
			AnnotationConfigApplicationContext context = this.network.startIn("orders", Orders.class);
			assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
			peer.send("orders", "text " + i);
			assertThat(context.getBean(Received.class).next()).isEqualTo("text " + i);
			context.close();
			assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
		}
	}

	@Test
	void twoContextsAreTwoMembers() {
		AnnotationConfigApplicationContext one = this.network.startIn("orders", Orders.class);
		AnnotationConfigApplicationContext two = this.network.context(Orders.class);
		two.registerBean("otherSettings", SessionSettings.class, () -> this.network.settings("two"),
				(definition) -> definition.setPrimary(true));
		two.refresh();
		this.network.awaitIn(two, "orders");
		this.network.peer("peer").send("orders", "both");
		assertThat(one.getBean(Received.class).next()).isEqualTo("both");
		assertThat(two.getBean(Received.class).next()).isEqualTo("both");
		one.close();
		this.network.peer("peer2").send("orders", "one");
		assertThat(two.getBean(Received.class).next()).isEqualTo("one");
		assertThat(two.getBean(SpreadSession.class).view("orders").orElseThrow().members()).hasSize(1);
	}

	@Test
	void aContextThatIsStoppedAndStartedJoinsAgainAndStaysPaused() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Orders.class, Groups.class);
		SpreadSession session = context.getBean(SpreadSession.class);
		SpreadGroups groups = context.getBean(SpreadGroups.class);
		groups.group("team").join().join();
		container(context, "orders").pause();
		for (int i = 0; i < 3; i++) {
			context.stop();
			assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
			assertThat(groups.isRunning()).isFalse();
			context.start();
			this.network.awaitIn(context, "orders");
			this.network.awaitIn(context, "team");
			assertThat(container(context, "orders").isPaused()).isTrue();
		}
		this.network.peer("peer").send("orders", "text");
		await().until(() -> container(context, "orders").getQueueSize() > 0);
		assertThat(context.getBean(Received.class).isEmpty()).isTrue();
		container(context, "orders").resume();
		assertThat(context.getBean(Received.class).next()).isEqualTo("text");
	}

	@Test
	void aContextClosesInTimeAlthoughTheDaemonIsFrozen() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Orders.class, Groups.class);
		this.network.daemon().faults().freeze();
		CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
		closed.orTimeout(10, TimeUnit.SECONDS).join();
		assertThat(context.isActive()).isFalse();
		this.network.daemon().faults().thaw();
	}

	@Test
	void aContextClosesInTimeAlthoughTheDaemonIsGone() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Orders.class, Groups.class);
		SpreadSession session = context.getBean(SpreadSession.class);
		this.network.stopDaemon();
		await().until(() -> session.state() != SessionState.CONNECTED);
		CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
		closed.orTimeout(10, TimeUnit.SECONDS).join();
		assertThat(session.state()).isEqualTo(SessionState.CLOSED);
	}

	@Test
	void aListenerMayCloseItsOwnContext() {
		Peer peer = this.network.peer("peer").join("orders");
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Closing.class);
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		long start = System.nanoTime();
		peer.send("orders", "close");
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
		await().until(() -> !context.isActive());
		// less than the shutdown timeout of 10 seconds
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
	}

	private static SpreadListenerContainer container(ConfigurableApplicationContext context, String id) {
		SpreadListenerContainer container = context.getBean(SpreadListenerEndpointRegistry.class)
			.getListenerContainer(id);
		assertThat(container).isNotNull();
		return container;
	}

	static class Answering {

		private volatile CompletableFuture<String> question;

		@SpreadListener(groups = "calc", id = "calc")
		CompletableFuture<String> on(String question) {
			CompletableFuture<String> answer = new CompletableFuture<>();
			this.question = answer;
			return answer;
		}

	}

	static class Orders {

		private final Received received;

		Orders(Received received) {
			this.received = received;
		}

		@SpreadListener(groups = "orders", id = "orders")
		void on(String text) {
			this.received.add(text);
		}

	}

	static class Closing {

		private final ConfigurableApplicationContext context;

		Closing(ConfigurableApplicationContext context) {
			this.context = context;
		}

		@SpreadListener("orders")
		void on(String text) {
			this.context.close();
		}

	}

	static class Groups {

		@Bean
		SpreadGroups groups(SpreadSession session, ConfigurableApplicationContext context) {
			return new SpreadGroups(session, context);
		}

	}

}
