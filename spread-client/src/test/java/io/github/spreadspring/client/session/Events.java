package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.ConnectionFailed;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.testing.Mailbox;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes out of a stream, for whoever waits for it.
 */
final class Events {

	private final SpreadStream stream;

	private Events(SpreadStream stream) {
		this.stream = stream;
	}

	static Events of(SpreadStream stream) {
		return new Events(stream);
	}

	/**
	 * Create a session that loses no time between attempts to connect.
	 * @param settings how to connect
	 * @return the session, not started
	 */
	static SpreadSession session(ConnectionSettings settings) {
		return new SpreadSession(SessionSettings.of(settings.connectTimeout(Mailbox.PATIENCE))
			.reconnectDelay(Duration.ofMillis(10), Duration.ofMillis(50)));
	}

	/**
	 * Take the next event, except failed attempts to connect: whether there is one while
	 * a daemon starts again is a matter of chance.
	 * @return the event
	 */
	SpreadEvent next() throws InterruptedException {
		SpreadEvent event = nextOfAll();
		while (event instanceof ConnectionFailed) {
			event = nextOfAll();
		}
		return event;
	}

	/**
	 * Take the next attempt that has failed.
	 * @return the event
	 */
	ConnectionFailed nextFailed() throws InterruptedException {
		SpreadEvent event = nextOfAll();
		assertThat(event).isInstanceOf(ConnectionFailed.class);
		return (ConnectionFailed) event;
	}

	private SpreadEvent nextOfAll() throws InterruptedException {
		SpreadEvent event = this.stream.receive(Mailbox.PATIENCE);
		assertThat(event).as("an event in the stream").isNotNull();
		return event;
	}

	<T extends SpreadEvent> T next(Class<T> type) throws InterruptedException {
		SpreadEvent event = next();
		assertThat(event).isInstanceOf(type);
		return type.cast(event);
	}

	GroupJoined nextJoined(String group) throws InterruptedException {
		GroupJoined joined = next(GroupJoined.class);
		assertThat(joined.group()).isEqualTo(group);
		return joined;
	}

	String nextText() throws InterruptedException {
		return Mailbox.text(next(RegularMessage.class));
	}

	List<String> nextTexts(int count) throws InterruptedException {
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			texts.add(nextText());
		}
		return texts;
	}

	void expectEmpty() {
		assertThat(this.stream.size()).as("events that wait in the stream").isZero();
	}

}
