package io.github.spreadspring.messaging.listener;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContainerState}.
 */
class ContainerStateTests {

	@Test
	void onlyAContainerThatStopsBecomesStopped() {
		assertThat(ContainerState.values()).filteredOn((state) -> state.canBecome(ContainerState.STOPPED))
			.containsExactly(ContainerState.STOPPING);
	}

	@Test
	void onlyARunningOrPausedContainerCanStop() {
		assertThat(ContainerState.values()).filteredOn((state) -> state.canBecome(ContainerState.STOPPING))
			.containsExactly(ContainerState.RUNNING, ContainerState.PAUSED);
	}

	@Test
	void noStateIsEnteredTwice() {
		assertThat(Arrays.stream(ContainerState.values())).noneMatch((state) -> state.canBecome(state));
	}

	@Test
	void aContainerThatIsStillBusyCanStartAgain() {
		assertThat(ContainerState.STOPPING.canBecome(ContainerState.RUNNING)).isTrue();
		assertThat(ContainerState.STOPPING.canBecome(ContainerState.PAUSED)).isTrue();
	}

}
