package io.github.spreadspring.messaging.docs;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

import io.github.spreadspring.client.message.ListenerOverflowed;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.ListeningApplication;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.ListenerContainerHighWaterEvent;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The examples about listeners that are behind.
 */
class SlowListenerTests {

	@RegisterExtension
	final ListeningApplication app = new ListeningApplication();

	@Test
	void aListenerIsToldWhatItMissed() throws Exception {
		AnnotationConfigApplicationContext context = this.app.startIn("prices", Ticker.class);
		Ticker ticker = context.getBean(Ticker.class);
		this.app.peer().send("prices", "first");
		ticker.busy.await();
		IntStream.range(0, 15).forEach((price) -> this.app.peer().send("prices", "price " + price));
		SpreadListenerContainer container = context.getBean(SpreadListenerEndpointRegistry.class)
			.getListenerContainer("ticker");
		await().until(() -> container.getStatistics().getDroppedCount() == 5);
		ticker.release.countDown();
		await().until(() -> ticker.shown.size() == 12);
		assertThat(ticker.shown).startsWith("first", "5 prices are missing here", "price 5").endsWith("price 14");
	}

	@Test
	void aListenerThatHadToLeaveJoinsAgain() {
		AnnotationConfigApplicationContext context = this.app.startIn("news", Reader.class);
		Reader reader = context.getBean(Reader.class);
		IntStream.range(0, 30).forEach((number) -> this.app.peer().send("news", "text"));
		this.app.network().awaitOutOf(context.getBean(SpreadSession.class), "news");
		reader.release.countDown();
		this.app.network().awaitIn(context, "news");
		assertThat(context.getBean(Received.class).next()).isEqualTo(List.of("news"));
	}

	@Test
	void aQueueThatFillsUpIsAnEvent() {
		AnnotationConfigApplicationContext context = this.app.startIn("prices", Ticker.class, Alarm.class,
				Publishing.class);
		Ticker ticker = context.getBean(Ticker.class);
		IntStream.range(0, 12).forEach((price) -> this.app.peer().send("prices", "price " + price));
		assertThat(context.getBean(Received.class).next()).asString().startsWith("ticker is behind: ");
		ticker.release.countDown();
		assertThat(context.getBean(Received.class).next()).isEqualTo("ticker has caught up");
	}

	@SpreadListener(groups = "news", id = "reader", queueCapacity = "10", overflow = "leave-group")
	static class Reader extends Recorder {

		@Autowired
		private SpreadListenerEndpointRegistry registry;

		private final CountDownLatch release = new CountDownLatch(1);

		@SpreadHandler
		void on(String text) throws InterruptedException {
			this.release.await();
		}

		@SpreadHandler
		void on(ListenerOverflowed event) {
			SpreadListenerContainer container = this.registry.getListenerContainer("reader");
			event.groups().forEach(container::join); // what was missed is lost
			show(event.groups());
		}

	}

	static class Alarm extends Recorder {

		@EventListener
		void on(ListenerContainerHighWaterEvent event) {
			show(event.getListenerId()
					+ (event.isHigh() ? " is behind: " + event.getQueueSize() + " wait" : " has caught up"));
		}

	}

	static class Publishing {

		@Autowired
		void publish(SpreadListenerContainerFactory factory, ApplicationEventPublisher publisher) {
			factory.getContainerProperties().setApplicationEventPublisher(publisher);
		}

	}

}
