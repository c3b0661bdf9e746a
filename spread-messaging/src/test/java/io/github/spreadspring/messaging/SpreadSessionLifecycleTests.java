package io.github.spreadspring.messaging;

import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.github.spreadspring.client.ConnectionRefusedException;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SpreadSessionLifecycle} and its place among other beans.
 */
class SpreadSessionLifecycleTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void otherBeansCanSendWhileTheyStartAndStop() {
		Peer peer = this.network.peer("peer").join("log");
		AnnotationConfigApplicationContext context = this.network.start(Chatty.class, Listener.class);
		assertThat(peer.text()).isEqualTo("starting");
		context.close();
		assertThat(peer.text()).isEqualTo("stopping");
	}

	@Test
	void listenersLeaveTheirGroupsBeforeTheSessionDisconnects() {
		Peer peer = this.network.peer("peer").join("orders");
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Listener.class);
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		context.close();
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
	}

	@Test
	void aContextCanBeStoppedAndStartedAgain() {
		Peer peer = this.network.peer("peer").join("orders");
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Listener.class);
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		SpreadSession session = context.getBean(SpreadSession.class);
		context.stop();
		assertThat(peer.membership()).isInstanceOf(MemberLeft.class);
		assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
		assertThat(context.getBean(SpreadListenerEndpointRegistry.class).isRunning()).isFalse();
		context.start();
		assertThat(session.state()).isEqualTo(SessionState.CONNECTED);
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		peer.send("orders", "text");
		assertThat(context.getBean(Received.class).next()).isEqualTo("text");
	}

	@Test
	void theSessionMeansToStopWhenTheContextCloses() {
		AnnotationConfigApplicationContext context = this.network.start();
		SpreadSession session = context.getBean(SpreadSession.class);
		Peer peer = this.network.peer("peer").join("orders");
		session.open().join("orders").join();
		assertThat(peer.membership()).isInstanceOf(MemberJoined.class);
		context.close();
		assertThat(peer.membership()).isInstanceOf(MemberDisconnected.class);
		assertThat(session.state()).isEqualTo(SessionState.CLOSED);
	}

	@Test
	void withFailFastTheContextDoesNotStartWithoutDaemon() {
		AnnotationConfigApplicationContext context = this.network.context();
		AtomicReference<SpreadSession> session = new AtomicReference<>();
		context.addBeanFactoryPostProcessor((factory) -> factory.addBeanPostProcessor(new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				if (bean instanceof SpreadSession candidate) {
					session.set(candidate);
				}
				return bean;
			}

		}));
		this.network.stopDaemon();
		assertThatExceptionOfType(ApplicationContextException.class).isThrownBy(context::refresh)
			.withRootCauseInstanceOf(ConnectException.class)
			.withStackTraceContaining(ConnectionRefusedException.class.getName());
		assertThat(session.get().state()).isEqualTo(SessionState.CLOSED);
	}

	static class Listener {

		private final Received received;

		Listener(Received received) {
			this.received = received;
		}

		@SpreadListener("orders")
		void on(String text) {
			this.received.add(text);
		}

	}

	static class Chatty implements SmartLifecycle {

		private final SpreadTemplate template;

		private volatile boolean running;

		Chatty(SpreadTemplate template) {
			this.template = template;
		}

		@Override
		public void start() {
			this.running = true;
			this.template.convertAndSend("log", "starting");
		}

		@Override
		public void stop() {
			this.running = false;
			this.template.convertAndSend("log", "stopping");
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return 0;
		}

	}

}
