package io.github.spreadspring.messaging.listener;

import java.util.logging.LogRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.messaging.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for listeners that fail.
 */
class ListenerErrorTests {

	@RegisterExtension
	final LogRecords logged = new LogRecords(ListenerInvoker.class);

	@RegisterExtension
	final Listening listening = new Listening();

	@Test
	void aListenerThatThrowsIsReportedOnceAndTheNextMessageComes() {
		SpreadListenerContainer container = this.listening.start((event) -> {
			if (event instanceof RegularMessage message) {
				switch (Listening.text(message)) {
					case "exception" -> throw new Exception("checked");
					case "error" -> throw new StackOverflowError("error");
					default -> this.listening.received().add(Listening.text(message));
				}
			}
		}, "a");
		Peer peer = this.listening.peer("peer");
		peer.send("a", "exception");
		peer.send("a", "error");
		peer.send("a", "text");
		assertThat(this.listening.received().next()).isEqualTo("text");
		assertThat(this.listening.errors().await(2)).hasSize(2)
			.allSatisfy((failure) -> assertThat(failure)
				.isInstanceOfSatisfying(ListenerFailedException.class,
						(failed) -> assertThat(failed.event()).isInstanceOf(RegularMessage.class))
				.hasMessageContaining("Listener 'my-listener' failed on AGREED message")
				.hasMessageContaining("from #peer#localhost to [a]"));
		assertThat(this.listening.errors().failures().get(0)).hasRootCauseMessage("checked");
		container.stop();
	}

	@Test
	void anErrorHandlerThatThrowsDoesNotEndTheStream() {
		this.listening.properties().setErrorHandler((failure) -> {
			throw new IllegalStateException("handler of a test", failure);
		});
		SpreadListenerContainer container = this.listening.start((event) -> {
			if (event instanceof RegularMessage message) {
				this.listening.received().add(Listening.text(message));
				throw new IllegalStateException("listener of a test");
			}
		}, "a");
		Peer peer = this.listening.peer("peer");
		peer.send("a", "1");
		peer.send("a", "2");
		assertThat(this.listening.received().next()).isEqualTo("1");
		assertThat(this.listening.received().next()).isEqualTo("2");
		container.stop();
	}

	@Test
	void whenTheErrorHandlerFailsBothFailuresAreLogged() {
		this.listening.properties().setErrorHandler((failure) -> {
			throw new AssertionError("handler of a test");
		});
		IllegalStateException thrown = new IllegalStateException("listener of a test");
		this.listening.start((event) -> {
			if (event instanceof RegularMessage message) {
				this.listening.received().add(Listening.text(message));
				if (Listening.text(message).equals("fail")) {
					throw thrown;
				}
			}
		}, "a");
		Peer peer = this.listening.peer("peer");
		peer.send("a", "fail");
		peer.send("a", "next");
		assertThat(this.listening.received().next()).isEqualTo("fail");
		assertThat(this.listening.received().next()).isEqualTo("next");
		assertThat(this.logged.all()).extracting(LogRecord::getThrown)
			.anySatisfy((logged) -> assertThat(logged).hasMessage("handler of a test"))
			.contains(thrown);
	}

}
