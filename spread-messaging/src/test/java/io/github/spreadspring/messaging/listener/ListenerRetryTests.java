package io.github.spreadspring.messaging.listener;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.support.GenericMessage;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.messaging.Peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a {@link SpreadListenerContainer} that calls its listener again.
 */
class ListenerRetryTests {

	@RegisterExtension
	final Listening listening = new Listening();

	private final AtomicInteger attempts = new AtomicInteger();

	private void retry(int times) {
		this.listening.properties()
			.setRetryPolicy(RetryPolicy.builder().maxRetries(times).delay(Duration.ofMillis(1)).build());
	}

	/**
	 * Return a listener that fails on messages with the text "fail".
	 * @param times how often
	 * @param failure what it throws
	 * @return the listener
	 */
	private SpreadEventListener failing(int times, Throwable failure) {
		return (event) -> {
			if (event instanceof RegularMessage message) {
				if (Listening.text(message).equals("fail") && this.attempts.incrementAndGet() <= times) {
					if (failure instanceof Error error) {
						throw error;
					}
					throw (Exception) failure;
				}
				this.listening.received().add(Listening.text(message));
			}
		};
	}

	private void sendFailAndNext() {
		Peer peer = this.listening.peer("peer");
		peer.send("a", "fail");
		peer.send("a", "next");
	}

	@Test
	void aListenerThatFailsIsCalledAgainBeforeTheNextMessage() {
		retry(3);
		this.listening.start(failing(2, new IOException("of a test")), "a");
		sendFailAndNext();
		assertThat(this.listening.received().next()).isEqualTo("fail");
		assertThat(this.listening.received().next()).isEqualTo("next");
		assertThat(this.attempts).hasValue(3);
		assertThat(this.listening.errors().failures()).isEmpty();
	}

	@Test
	void afterTheLastAttemptTheErrorHandlerGetsWhatTheListenerThrew() {
		retry(2);
		IOException failure = new IOException("of a test");
		this.listening.start(failing(100, failure), "a");
		sendFailAndNext();
		assertThat(this.listening.received().next()).isEqualTo("next");
		assertThat(this.attempts).hasValue(3);
		assertThat(this.listening.errors().await(1)).singleElement()
			.satisfies((failed) -> assertThat(failed).isInstanceOf(ListenerFailedException.class)
				.cause()
				.isSameAs(failure));
	}

	@Test
	void errorsAreTriedAgainToo() {
		retry(3);
		this.listening.start(failing(2, new StackOverflowError("of a test")), "a");
		sendFailAndNext();
		assertThat(this.listening.received().next()).isEqualTo("fail");
	}

	@Test
	void eventsAreTriedAgainToo() {
		retry(3);
		this.listening.start((event) -> {
			if (event instanceof GroupJoined && this.attempts.incrementAndGet() < 3) {
				throw new IOException("of a test");
			}
			this.listening.received().add(event);
		}, "a");
		this.listening.received().next();
		assertThat(this.listening.received().next()).isInstanceOf(GroupJoined.class);
		assertThat(this.attempts).hasValue(3);
	}

	@Test
	void whatCannotBeConvertedIsNotTriedAgain() {
		retry(3);
		Exception failure = new MessagingException(new GenericMessage<>("text"),
				new MessageConversionException("no JSON"));
		this.listening.start(failing(100, failure), "a");
		sendFailAndNext();
		assertThat(this.listening.received().next()).isEqualTo("next");
		assertThat(this.attempts).hasValue(1);
		assertThat(this.listening.errors().await(1)).singleElement()
			.satisfies((failed) -> assertThat(failed).cause().isSameAs(failure));
	}

	@Test
	void thePolicySaysWhichFailuresAreTriedAgain() {
		this.listening.properties()
			.setRetryPolicy(RetryPolicy.builder().delay(Duration.ZERO).excludes(IOException.class).build());
		this.listening.start(failing(100, new IOException("of a test")), "a");
		sendFailAndNext();
		assertThat(this.listening.received().next()).isEqualTo("next");
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void aPolicyThatFailsItselfDoesNotHideTheFailureOfTheListener() {
		this.listening.properties().setRetryPolicy((failure) -> {
			throw new IllegalStateException("policy of a test");
		});
		IOException failure = new IOException("of a test");
		this.listening.start(failing(100, failure), "a");
		sendFailAndNext();
		assertThat(this.listening.received().next()).isEqualTo("next");
		assertThat(this.listening.errors().await(1)).singleElement()
			.satisfies((failed) -> assertThat(failed).cause().isSameAs(failure));
	}

	@Test
	void theTimeoutOfThePolicyEndsTheAttempts() {
		this.listening.properties()
			.setRetryPolicy(RetryPolicy.builder()
				.maxRetries(100)
				.delay(Duration.ofHours(1))
				.timeout(Duration.ofMinutes(1))
				.build());
		this.listening.start(failing(100, new IOException("of a test")), "a");
		sendFailAndNext();
		assertThat(this.listening.received().next()).isEqualTo("next");
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void aStopEndsTheWaitingBetweenTwoAttempts() {
		this.listening.properties()
			.setRetryPolicy(RetryPolicy.builder().maxRetries(3).delay(Duration.ofHours(1)).build());
		this.listening.properties().setShutdownTimeout(Duration.ofHours(1));
		SpreadListenerContainer container = this.listening.start(failing(100, new IOException("of a test")), "a");
		sendFailAndNext();
		await().until(() -> this.attempts.get() == 1 && container.getQueueSize() == 1);
		container.stop();
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPED);
		assertThat(this.attempts).hasValue(1);
		assertThat(this.listening.errors().await(1)).singleElement()
			.satisfies((failed) -> assertThat(failed).cause().isInstanceOf(IOException.class));
	}

	@Test
	void withSeveralThreadsAllBehindAnEventWaitsForTheAttempts() {
		retry(200);
		this.listening.properties().setConcurrency(3);
		this.listening.start((event) -> {
			failing(100, new IOException("of a test")).onEvent(event);
			if (!(event instanceof RegularMessage)) {
				this.listening.received().add(event);
			}
		}, "a");
		this.listening.received().next();
		this.listening.received().next(GroupJoined.class);
		this.listening.peer("peer").send("a", "fail");
		this.listening.peer("guest").join("a");
		assertThat(this.listening.received().next()).isEqualTo("fail");
		assertThat(this.attempts).hasValue(101);
	}

}
