package io.github.spreadspring.boot.autoconfigure;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Which threads listeners run on, and what they are called.
 */
class ListenerThreadTests {

	private static final String VIRTUAL = "spring.threads.virtual.enabled=true";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
		.withPropertyValues("spread.address=" + Ports.freeAddress(), "spread.embedded.enabled=true",
				"spread.private-name=threads")
		.withUserConfiguration(Listener.class);

	@Test
	void aThreadOfThePlatformIsNamedAfterItsListener() {
		this.runner.run((context) -> {
			Thread thread = threadOfListener(context);
			assertThat(thread.getName()).isEqualTo("the-listener-1");
			assertThat(platformThreads()).contains(thread);
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aVirtualThreadHasTheSameName() {
		this.runner.withPropertyValues(VIRTUAL).run((context) -> {
			Thread thread = threadOfListener(context);
			assertThat(thread.getName()).isEqualTo("the-listener-1");
			assertThat(isVirtual(thread)).isTrue();
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void theSessionReadsOnAThreadOfThePlatformInAnyCase() {
		this.runner.withPropertyValues(VIRTUAL)
			.run((context) -> assertThat(
					platformThreads().stream().map(Thread::getName).filter("spread-session-threads"::equals))
				.hasSize(1));
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void beforeJava21ThePropertyChangesNothing() {
		this.runner.withPropertyValues(VIRTUAL).run((context) -> {
			Thread thread = threadOfListener(context);
			assertThat(thread.getName()).isEqualTo("the-listener-1");
			assertThat(platformThreads()).contains(thread);
		});
	}

	private static Thread threadOfListener(ApplicationContext context) throws InterruptedException {
		await().until(() -> context.getBean(SpreadSession.class).view("orders").isPresent());
		context.getBean(SpreadTemplate.class).convertAndSend("orders", "text");
		Thread thread = context.getBean(Listener.class).threads.poll(10, TimeUnit.SECONDS);
		assertThat(thread).isNotNull();
		return thread;
	}

	private static Set<Thread> platformThreads() {
		return Thread.getAllStackTraces().keySet();
	}

	private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
		return Boolean.TRUE.equals(Thread.class.getMethod("isVirtual").invoke(thread));
	}

	static class Listener {

		private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

		@SpreadListener(value = "orders", id = "the-listener")
		void on(String text) {
			this.threads.add(Thread.currentThread());
		}

	}

}
