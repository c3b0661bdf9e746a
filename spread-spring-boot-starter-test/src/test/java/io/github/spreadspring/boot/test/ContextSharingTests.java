package io.github.spreadspring.boot.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;

import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for which test classes share an application context, and how long its daemon
 * lives.
 */
class ContextSharingTests {

	private static final Map<ApplicationContext, EmbeddedSpreadDaemon> contexts = new LinkedHashMap<>();

	@BeforeEach
	void forget() {
		contexts.clear();
	}

	@Test
	void classesWithEqualAnnotationsShareContextAndDaemon() {
		TestRun.passes(2, First.class, Equal.class);
		assertThat(contexts).hasSize(1);
	}

	@Test
	void whetherToWaitIsNoReasonForAnotherContext() {
		TestRun.passes(2, First.class, Impatient.class);
		assertThat(contexts).hasSize(1);
	}

	@Test
	void classesWithOtherAnnotationsHaveTheirOwn() {
		TestRun.passes(2, First.class, Network.class);
		assertThat(contexts).hasSize(2);
		assertThat(contexts.values()).doesNotHaveDuplicates().allMatch(EmbeddedSpreadDaemon::isRunning);
	}

	@Test
	void theDaemonEndsWithTheContext() {
		TestRun.passes(1, Dirty.class);
		List<EmbeddedSpreadDaemon> daemons = new ArrayList<>(contexts.values());
		assertThat(daemons).singleElement().matches((daemon) -> !daemon.isRunning());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@SpringBootTest(classes = Application.class)
	abstract static class Noting {

		@Test
		void note(@Autowired ApplicationContext context, EmbeddedSpreadDaemon daemon) {
			contexts.put(context, daemon);
		}

	}

	@EmbeddedSpread(detectionTime = "10ms")
	static class First extends Noting {

	}

	@EmbeddedSpread(detectionTime = "10ms")
	static class Equal extends Noting {

	}

	@EmbeddedSpread(detectionTime = "10ms", awaitJoined = false)
	static class Impatient extends Noting {

	}

	@EmbeddedSpread(daemons = { "alpha", "beta" }, detectionTime = "10ms")
	static class Network extends Noting {

	}

	@EmbeddedSpread(detectionTime = "11ms")
	@DirtiesContext
	static class Dirty extends Noting {

	}

}
