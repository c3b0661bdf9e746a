package io.github.spreadspring.messaging.listener;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadNetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a {@link SpreadListenerContainer} that gets no thread.
 */
class SpreadListenerContainerStartTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void aContainerWithoutAThreadIsStoppedAndInNoGroupAndCanStartLater() {
		SpreadSession session = this.network.session();
		AtomicBoolean refusing = new AtomicBoolean(true);
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("late-");
		ContainerProperties properties = new ContainerProperties();
		properties.setTaskExecutor((task) -> {
			if (refusing.get()) {
				throw new RejectedExecutionException("of a test");
			}
			threads.execute(task);
		});
		SpreadListenerContainer container = new SpreadListenerContainer("late", session, List.of("orders"), (event) -> {
		}, properties);
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(container::start);
		assertThat(container.getState()).isEqualTo(ContainerState.STOPPED);
		await().until(() -> session.view("orders").isEmpty());
		refusing.set(false);
		container.start();
		assertThat(container.isRunning()).isTrue();
		await().until(() -> session.view("orders").isPresent());
		container.stop();
	}

}
