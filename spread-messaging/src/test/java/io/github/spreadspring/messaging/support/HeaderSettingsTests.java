package io.github.spreadspring.messaging.support;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link HeaderSettings}.
 */
class HeaderSettingsTests {

	@Test
	void byDefaultHeadersTravelWhenThereAreAnyAndTraceHeadersDoNot() {
		HeaderSettings settings = HeaderSettings.defaults();
		assertThat(settings.mode()).isEqualTo(HeaderMode.AUTO);
		assertThat(settings.markerType()).isEqualTo(18498);
		assertThat(settings.trace()).isFalse();
	}

	@Test
	void aChangeLeavesTheOthersAndTheOriginalAsTheyAre() {
		HeaderSettings settings = HeaderSettings.defaults().mode(HeaderMode.NEVER).markerType(-32_768).trace(true);
		assertThat(settings.mode(HeaderMode.ALWAYS))
			.hasToString("headers ALWAYS, marked by message type -32768, with trace headers");
		assertThat(settings.markerType(32_767))
			.hasToString("headers NEVER, marked by message type 32767, with trace headers");
		assertThat(settings.trace(false))
			.hasToString("headers NEVER, marked by message type -32768, without trace headers");
		assertThat(settings).hasToString("headers NEVER, marked by message type -32768, with trace headers");
		assertThat(HeaderSettings.defaults().trace()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 32_768, -32_769, 84_034 })
	void refusesAMarkerTypeThatIsNoneOrDoesNotFit(int type) {
		assertThatIllegalArgumentException().isThrownBy(() -> HeaderSettings.defaults().markerType(type))
			.withMessageContaining("Marker type " + type)
			.withMessageContaining("-32768 to 32767")
			.withMessageContaining("except 0");
	}

}
