package io.github.spreadspring.messaging.listener;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what a container says in the log.
 */
class ContainerLogTests {

	@RegisterExtension
	final LogRecords log = new LogRecords(SpreadListenerContainer.class);

	@RegisterExtension
	final Listening listening = new Listening();

	private List<String> lines() {
		return this.log.all()
			.stream()
			.filter((line) -> line.getLevel() == Level.INFO)
			.map(LogRecord::getMessage)
			.toList();
	}

	@Test
	void whatSomebodyDoesToAListenerIsOneLineEach() {
		SpreadListenerContainer container = this.listening.start((event) -> {
		}, "a", "b");
		await().until(() -> lines().size() == 1);
		container.join("c").join();
		container.pause();
		container.pause();
		container.resume();
		container.stop();
		container.stop();
		assertThat(lines()).containsExactly("Listener 'my-listener' joined [a, b]", "Listener 'my-listener' paused",
				"Listener 'my-listener' resumed", "Listener 'my-listener' stopped");
	}

	@Test
	void aReconnectIsNoNewsOfItsListeners() {
		SpreadListenerContainer container = this.listening.start((event) -> {
		}, "a");
		await().until(() -> lines().size() == 1);
		this.listening.session().reconnect();
		await().until(() -> this.listening.session().statistics().reconnects() == 1 && container.isJoined());
		assertThat(lines()).hasSize(1);
	}

	@Test
	void aListenerThatIsInNoGroupHasNotJoinedAny() {
		this.listening.start((event) -> {
		}).stop();
		assertThat(lines()).containsExactly("Listener 'my-listener' stopped");
	}

}
