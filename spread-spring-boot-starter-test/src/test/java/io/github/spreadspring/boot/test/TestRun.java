package io.github.spreadspring.boot.test;

import java.util.Arrays;
import java.util.Map;

import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs test classes as a build does.
 */
public final class TestRun {

	private TestRun() {
	}

	/**
	 * Run test classes that pass.
	 * @param tests how many tests they have
	 * @param classes the classes, run in this order
	 */
	public static void passes(int tests, Class<?>... classes) {
		assertPassed(tests, run(Map.of(), classes));
	}

	/**
	 * Run test classes that pass side by side.
	 * @param tests how many tests they have
	 * @param classes the classes
	 */
	public static void passesInParallel(int tests, Class<?>... classes) {
		assertPassed(tests,
				run(Map.of("junit.jupiter.execution.parallel.enabled", "true",
						"junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
						"junit.jupiter.execution.parallel.config.strategy", "fixed",
						"junit.jupiter.execution.parallel.config.fixed.parallelism", "" + classes.length), classes));
	}

	/**
	 * Run a test class that fails.
	 * @param type the class
	 * @return why the first failed
	 */
	public static Throwable failure(Class<?> type) {
		return run(Map.of(), type).failed()
			.stream()
			.findFirst()
			.flatMap((event) -> event.getPayload(TestExecutionResult.class))
			.flatMap(TestExecutionResult::getThrowable)
			.orElseThrow();
	}

	private static Events run(Map<String, String> parameters, Class<?>... classes) {
		return EngineTestKit.engine("junit-jupiter")
			.configurationParameters(parameters)
			.selectors(Arrays.stream(classes).map(DiscoverySelectors::selectClass).toArray(DiscoverySelector[]::new))
			.execute()
			.allEvents();
	}

	private static void assertPassed(int tests, Events events) {
		assertThat(events.failed().stream().map(Event::toString)).isEmpty();
		assertThat(events.succeeded().filter((event) -> event.getTestDescriptor().isTest()).count()).isEqualTo(tests);
	}

}
