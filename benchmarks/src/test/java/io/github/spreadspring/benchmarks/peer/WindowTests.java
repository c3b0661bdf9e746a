package io.github.spreadspring.benchmarks.peer;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WindowTests {

	@Test
	void theSlowestReceiverCounts() {
		Window window = new Window(PeerSettings.parse(List.of("window=8", "ack=4", "peers=2")));
		window.sent(8);
		assertThat(window.hasRoom(1)).isFalse();
		window.acknowledged(0);
		assertThat(window.hasRoom(1)).isFalse();
		window.acknowledged(1);
		assertThat(window.hasRoom(4)).isTrue();
		assertThat(window.hasRoom(5)).isFalse();
	}

	@Test
	void withoutAWindowThereIsAlwaysRoom() {
		Window window = new Window(PeerSettings.parse(List.of()));
		window.sent(1_000_000);
		assertThat(window.hasRoom(1_000_000)).isTrue();
	}

	@Test
	void roundTripsCountBetweenTheMarks() {
		RoundTrips roundTrips = new RoundTrips();
		roundTrips.add(7);
		roundTrips.mark();
		for (int i = 1; i <= 1000; i++) {
			roundTrips.add(i);
		}
		roundTrips.mark();
		roundTrips.add(7);
		assertThat(roundTrips.line()).isEqualTo("LATENCY 1000 501 991 1000");
	}

}
