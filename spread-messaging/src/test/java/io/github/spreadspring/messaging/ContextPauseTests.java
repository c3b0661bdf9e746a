package io.github.spreadspring.messaging;

import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.ContainerState;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A context that is paused takes no part in any group, as between the tests that share
 * it.
 */
class ContextPauseTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private AnnotationConfigApplicationContext context;

	private Peer peer;

	@BeforeEach
	void start() {
		this.peer = this.network.peer("peer").join("orders").join("audit");
		this.context = this.network.startIn("orders", Listener.class, Groups.class);
		assertThat(this.peer.membership()).isInstanceOf(MemberJoined.class);
	}

	@Test
	void aPausedContextLeavesItsGroupsAndTheDaemon() {
		this.context.pause();
		assertThat(this.peer.membership()).isInstanceOf(MemberLeft.class);
		assertThat(this.context.getBean(SpreadSession.class).state()).isEqualTo(SessionState.DISCONNECTED);
		assertThat(this.context.getBean(SpreadListenerEndpointRegistry.class).isRunning()).isFalse();
		assertThat(this.context.getBean(SpreadGroups.class).isRunning()).isFalse();
		assertThat(container().getState()).isEqualTo(ContainerState.STOPPED);
		await().until(() -> this.network.daemon().sessions() == 1);
	}

	@Test
	void aRestartedContextIsBackAndListens() {
		this.context.pause();
		assertThat(this.peer.membership()).isInstanceOf(MemberLeft.class);
		this.peer.send("orders", "meanwhile");
		this.context.restart();
		assertThat(this.peer.membership()).isInstanceOf(MemberJoined.class);
		this.peer.send("orders", "again");
		assertThat(this.context.getBean(Received.class).next()).isEqualTo("again");
	}

	@Test
	void groupsThatWereJoinedAsObjectsComeBackToo() {
		this.context.getBean(SpreadGroups.class).group("audit").join().join();
		assertThat(this.peer.membership().group()).isEqualTo("audit");
		this.context.pause();
		assertThat(this.peer.membership()).isInstanceOf(MemberLeft.class);
		assertThat(this.peer.membership()).isInstanceOf(MemberLeft.class);
		this.context.restart();
		this.network.awaitIn(this.context, "audit");
		this.network.awaitIn(this.context, "orders");
	}

	@Test
	void aContainerThatWasPausedIsStillPausedAfterwards() {
		container().pause();
		this.context.pause();
		assertThat(this.peer.membership()).isInstanceOf(MemberLeft.class);
		this.context.restart();
		assertThat(this.peer.membership()).isInstanceOf(MemberJoined.class);
		assertThat(container().getState()).isEqualTo(ContainerState.PAUSED);
		this.peer.send("orders", "waiting");
		await().until(() -> container().getQueueSize() > 0);
		assertThat(this.context.getBean(Received.class).isEmpty()).isTrue();
		container().resume();
		assertThat(this.context.getBean(Received.class).next()).isEqualTo("waiting");
	}

	@Test
	void aPausedContextCanBeClosed() {
		this.context.pause();
		this.context.close();
		assertThat(this.context.isActive()).isFalse();
		await().until(() -> this.network.daemon().sessions() == 1);
	}

	private SpreadListenerContainer container() {
		return Objects.requireNonNull(
				this.context.getBean(SpreadListenerEndpointRegistry.class).getListenerContainer("my-listener"));
	}

	static class Listener {

		private final Received received;

		Listener(Received received) {
			this.received = received;
		}

		@SpreadListener(id = "my-listener", groups = "orders")
		void on(String text) {
			this.received.add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Groups {

		@Bean
		SpreadGroups groups(SpreadSession session, ApplicationEventPublisher publisher) {
			return new SpreadGroups(session, publisher);
		}

	}

}
