package io.github.spreadspring.benchmarks.peer;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PeerSettingsTests {

	@Test
	void aCommandLineIsReadAsItWasWritten() {
		PeerSettings settings = new PeerSettings("native", Role.PINGPONG, "4803@localhost", "s1-", "r1-", "group=1", 10,
				ServiceType.SAFE, 2, 3, 400, 100, 32, "/lib/libspread.so");
		assertThat(PeerSettings.parse(settings.toArguments())).isEqualTo(settings);
	}

	@Test
	void whatIsAbsentHasADefault() {
		PeerSettings settings = PeerSettings.parse(List.of("role=receive"));
		assertThat(settings).isEqualTo(PeerSettings.of("socket", Role.RECEIVE, "4803"));
		assertThat(settings.window()).isZero();
	}

	@Test
	void anUnknownArgumentIsRefused() {
		assertThatThrownBy(() -> PeerSettings.parse(List.of("sise=10"))).hasMessageContaining("\"sise=10\"")
			.hasMessageContaining("size");
	}

}
