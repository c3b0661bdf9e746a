package io.github.spreadspring.boot.test.docs;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.spreadspring.daemon.DaemonFaults;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;
import io.github.spreadspring.protocol.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DaemonTests {

	@Test
	void aDaemonCanMisbehave() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start()) {
			DaemonFaults faults = daemon.faults();
			// kill -9: connections are reset in the midst of whatever they were at
			daemon.kill();
			// on the same port, without any session or fault; both are restart()
			daemon.start();
			// SIGSTOP: connections stay open, but nothing is read or answered
			faults.freeze();
			faults.thaw();
			// for whatever the daemon sends
			faults.delay(Duration.ofMillis(20));
			// the answer to everybody who connects
			faults.refuse(ErrorCode.REJECT_NOT_UNIQUE);
			faults.accept();
			// as a client that reads too slowly
			faults.disconnect("orders");
			// the connection ends in the middle of the next frame
			faults.cutFrame("orders");
			faults.clear();
			assertThat(daemon.isRunning()).isTrue();
			assertThat(faults.isFrozen()).isFalse();
		}
	}

	@Test
	void aNetworkCanBeDividedAndMerged() {
		try (EmbeddedSpreadNetwork network = EmbeddedSpreadNetwork.builder()
			.daemons("alpha", "beta", "gamma")
			.detectionTime(Duration.ofMillis(100))
			.build()
			.start()) {
			network.partition(List.of("alpha"), List.of("beta", "gamma"));
			// anew, in one step
			network.partition(List.of("alpha", "beta"), List.of("gamma"));
			network.merge();
			// the others lose it, and its clients see nothing
			network.daemon("gamma").faults().freeze();
			// it comes back, and they see both at once
			network.daemon("gamma").faults().thaw();
			// lost with all its clients, and back without them
			network.daemon("gamma").restart();
			await().until(() -> network.components().equals(List.of(Set.of("alpha", "beta", "gamma"))));
		}
	}

	@Test
	void aDaemonIsBuiltByHand() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().name("alpha").build().start()) {
			assertThat(daemon.address()).endsWith("@127.0.0.1");
		}
	}

}
