package io.github.spreadspring.benchmarks.run;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FlowControlTests {

	private final Contender batching = new Contender("socket", false, true, List.of());

	private final Contender single = new Contender("libspread", false, false, List.of());

	@ParameterizedTest
	@CsvSource({ "64,1:1", "64,1:8", "64,8:1", "100000,1:1", "100000,8:1" })
	void noReceiverIsEverFarEnoughBehindToBeCutOff(int size, String topology) {
		Scenario scenario = scenario(size, topology);
		int window = flow().window(scenario);
		assertThat(window * scenario.topology().senders()).isLessThan(SpreadLimits.MAX_SESSION_MESSAGES);
	}

	@ParameterizedTest
	@CsvSource({ "64,1:1", "64,8:1", "100000,1:1", "100000,8:1" })
	void aBatchFitsIntoWhatAnAcknowledgementFrees(int size, String topology) {
		int window = flow().window(scenario(size, topology));
		int batch = flow().batch(window, this.batching);
		assertThat(batch).isPositive().isLessThanOrEqualTo(window - FlowControl.ack(window) + 1);
	}

	@Test
	void onlyWhoCanHandsOverSeveral() {
		assertThat(flow().batch(400, this.batching)).isEqualTo(32);
		assertThat(flow().batch(400, this.single)).isOne();
		assertThat(flow("--send", "awaited").batch(400, this.batching)).isOne();
	}

	@Test
	void aTopologyHasTwoNumbersAboveZero() {
		assertThat(Topology.parse("1:8")).isEqualTo(new Topology(1, 8)).hasToString("1:8");
		assertThatThrownBy(() -> Topology.parse("8")).hasMessageContaining("senders:receivers");
		assertThatThrownBy(() -> Topology.parse("0:1")).hasMessageContaining("1 to 64");
	}

	private static FlowControl flow(String... args) {
		FlowControl flow = new FlowControl();
		CommandLine.populateCommand(flow, args);
		return flow;
	}

	private static Scenario scenario(int size, String topology) {
		return new Scenario(size, SocketKind.TCP, Topology.parse(topology), ServiceType.AGREED);
	}

}
