package io.github.spreadspring.messaging.listener;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ListenerContainerIdleEvent}.
 */
class ListenerIdleTests {

	private static final Duration INTERVAL = Duration.ofMillis(50);

	@RegisterExtension
	final Listening listening = new Listening();

	private SpreadListenerContainer publishing(SpreadEventListener listener) {
		this.listening.properties().setIdleEventInterval(INTERVAL);
		this.listening.properties().setApplicationEventPublisher(this.listening.received()::add);
		return this.listening.create(listener, "a");
	}

	@Test
	void anEventIsPublishedAfterEachIntervalWithoutMessages() {
		SpreadListenerContainer container = this.listening.start(publishing((event) -> {
		}));
		ListenerContainerIdleEvent first = this.listening.received().next(ListenerContainerIdleEvent.class);
		assertThat(first.getListenerId()).isEqualTo("my-listener");
		assertThat(first.getGroups()).containsExactly("a");
		assertThat(first.getSource()).isSameAs(container);
		assertThat(first.isPaused()).isFalse();
		assertThat(first.toString()).contains("my-listener");
		Duration idle = first.getIdleTime();
		for (int i = 0; i < 3; i++) {
			Duration next = this.listening.received().next(ListenerContainerIdleEvent.class).getIdleTime();
			assertThat(next).isEqualTo(idle.plus(INTERVAL));
			idle = next;
		}
	}

	@Test
	void aMessageBeginsTheIdleTimeAnew() {
		this.listening.start(publishing(this.listening.texts()));
		while (this.listening.received()
			.next(ListenerContainerIdleEvent.class)
			.getIdleTime()
			.compareTo(INTERVAL) <= 0) {
			assertThat(this.listening.errors().failures()).isEmpty();
		}
		this.listening.peer("peer").send("a", "text");
		Object next = this.listening.received().next();
		while (next instanceof ListenerContainerIdleEvent) {
			next = this.listening.received().next();
		}
		assertThat(next).isEqualTo("text");
		assertThat(this.listening.received().next(ListenerContainerIdleEvent.class).getIdleTime()).isEqualTo(INTERVAL);
	}

	@Test
	void aPausedContainerSaysSo() {
		SpreadListenerContainer container = publishing((event) -> {
		});
		this.listening.start(container);
		this.listening.received().next();
		container.pause();
		ListenerContainerIdleEvent event = this.listening.received().next(ListenerContainerIdleEvent.class);
		while (!event.isPaused()) {
			event = this.listening.received().next(ListenerContainerIdleEvent.class);
		}
		assertThat(container.isPaused()).isTrue();
	}

	@Test
	void aReceiverThatFailsDoesNotEndTheListener() {
		SpreadListenerContainer container = publishing(this.listening.texts());
		container.getContainerProperties().setApplicationEventPublisher((event) -> {
			this.listening.received().add("idle");
			throw new IllegalStateException("of a test");
		});
		this.listening.start(container);
		assertThat(this.listening.received().next()).isEqualTo("idle");
		this.listening.peer("peer").send("a", "text");
		Object next = this.listening.received().next();
		while (next.equals("idle")) {
			next = this.listening.received().next();
		}
		assertThat(next).isEqualTo("text");
	}

	@Test
	void anIntervalMustBeMoreThanZero() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.listening.properties().setIdleEventInterval(Duration.ZERO))
			.withMessageContaining("more than zero");
	}

}
