package io.github.spreadspring.messaging.config;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.Assert;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.ListeningApplication;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.RecordingErrorHandler;
import io.github.spreadspring.messaging.RecordingReplySender;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for how containers run what {@link SpreadListener} methods ask for.
 */
class SpreadListenerRunTests {

	@RegisterExtension
	final ListeningApplication app = new ListeningApplication();

	@Test
	void whatArrivesWhileABatchIsHandledIsTheNextBatch() {
		Batches batches = this.app.start(Batches.class).getBean(Batches.class);
		this.app.peer().send("orders", "first");
		assertThat(this.app.received().next()).isEqualTo(List.of("first"));
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			this.app.peer().send("orders", Integer.toString(i));
			expected.add(Integer.toString(i));
		}
		this.app.peer().join("orders");
		this.app.peer().send("orders", "behind the event");
		await().until(() -> batches.registry.getListenerContainer("batches").getQueueSize() == 22);
		batches.release.countDown();
		assertThat(this.app.received().next()).isEqualTo(expected);
		assertThat(this.app.received().next()).isEqualTo(List.of("behind the event"));
	}

	@Test
	void aMessageThatSucceedsAtASecondAttemptIsAnsweredAndNothingElse() {
		AnnotationConfigApplicationContext context = this.app.start(Retrying.class, SecondTime.class);
		this.app.peer().send("orders", "text");
		assertThat(this.app.peer().text()).isEqualTo("attempt 2");
		assertThat(context.getBean(RecordingReplySender.class).unanswered().isEmpty()).isTrue();
		assertThat(context.getBean(RecordingErrorHandler.class).failures()).isEmpty();
	}

	@Test
	void aMessageThatFailsAtAllAttemptsIsNotedOnceAsNotAnswered() {
		AnnotationConfigApplicationContext context = this.app.start(Retrying.class, Never.class);
		this.app.peer().send("orders", "text");
		Received unanswered = context.getBean(RecordingReplySender.class).unanswered();
		assertThat(new String(unanswered.next(RegularMessage.class).body(), StandardCharsets.UTF_8)).isEqualTo("text");
		RecordingErrorHandler errors = context.getBean(RecordingErrorHandler.class);
		await().until(() -> errors.failures().size() == 1);
		assertThat(unanswered.isEmpty()).isTrue();
	}

	@Test
	void ourOwnMessagesDoNotReachAListenerThatDiscardsThem() {
		AnnotationConfigApplicationContext context = this.app.start(SelfDiscarding.class);
		context.getBean(SpreadTemplate.class).convertAndSend("orders", "own");
		this.app.peer().send("orders", "of others");
		context.getBean(SpreadTemplate.class).convertAndSend("orders", "own");
		this.app.peer().send("orders", "of others again");
		assertThat(this.app.received().next()).isEqualTo("of others");
		assertThat(this.app.received().next()).isEqualTo("of others again");
	}

	@Test
	void withSeveralThreadsTwoMessagesAreHandledAtOnce() {
		Parallel parallel = this.app.start(Parallel.class).getBean(Parallel.class);
		for (int i = 0; parallel.both.getCount() > 0 && i < 8; i++) {
			this.app.network().peer("peer" + i).send("orders", "text");
		}
		assertThat(this.app.received().next()).isEqualTo("together");
		assertThat(this.app.received().next()).isEqualTo("together");
	}

	abstract static class Recorder {

		@Autowired
		Received received;

	}

	static class Batches extends Recorder {

		final CountDownLatch release = new CountDownLatch(1);

		@Autowired
		SpreadListenerEndpointRegistry registry;

		@SpreadListener(value = "orders", id = "batches", batch = "true")
		void on(List<String> texts) throws InterruptedException {
			this.received.add(texts);
			this.release.await();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Retrying {

		@Bean
		SpreadListenerContainerFactory retrying(SpreadSession session, MessageConverter converter,
				RecordingReplySender replySender, RecordingErrorHandler errorHandler) {
			SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session, converter);
			factory.setReplySender(replySender);
			factory.getContainerProperties().setErrorHandler(errorHandler);
			factory.getContainerProperties()
				.setRetryPolicy(RetryPolicy.builder().maxRetries(2).delay(Duration.ofMillis(1)).build());
			return factory;
		}

	}

	static class SecondTime {

		private int attempts;

		@SpreadListener(value = "orders", containerFactory = "retrying")
		String on(String text) {
			this.attempts++;
			Assert.state(this.attempts > 1, "not yet");
			return "attempt " + this.attempts;
		}

	}

	static class Never {

		@SpreadListener(value = "orders", containerFactory = "retrying")
		String on(String text) {
			throw new IllegalStateException("never");
		}

	}

	static class SelfDiscarding extends Recorder {

		@SpreadListener(value = "orders", selfDiscard = "true")
		void on(String text) {
			this.received.add(text);
		}

	}

	static class Parallel extends Recorder {

		final CountDownLatch both = new CountDownLatch(2);

		@SpreadListener(value = "orders", concurrency = "4")
		void on(String text) throws InterruptedException {
			this.both.countDown();
			this.both.await();
			this.received.add("together");
		}

	}

}
