package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MulticastHeadTests {

	private static final MemberId SELF = MemberId.of("alice", "localhost");

	@ParameterizedTest
	@ValueSource(strings = { "LITTLE_ENDIAN", "BIG_ENDIAN" })
	void itWritesTheSameBytesAsAFrame(String orderName) {
		ByteOrder order = orderName.startsWith("L") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		MulticastHead head = new MulticastHead(SELF, order);
		byte[] body = { 1, 2, 3 };
		for (ServiceType service : ServiceType.values()) {
			for (short type : new short[] { 0, 1, -1, 0x1234, Short.MIN_VALUE }) {
				List<String> groups = List.of("g", "#bob#localhost", "a-name-of-thirty-one-characters");
				Frame frame = ClientFrames.multicast(SELF, service, type < 0, groups, type, body, order);
				ByteBuffer written = ByteBuffer.allocate(1000);
				head.write(written, service, type < 0, groups, type, body.length);
				assertThat(written.put(body).flip()).isEqualTo(frame.toBytes());
				assertThat(MulticastHead.requireLegal(groups, body.length)).isEqualTo(written.limit());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "tab\t", "#nobody", "a-name-of-thirty-two-characters-", "Grüße" })
	void aDestinationThatIsNotAllowedIsRefused(String group) {
		assertThatExceptionOfType(IllegalNameException.class)
			.isThrownBy(() -> MulticastHead.requireLegal(List.of("g", group), 0));
	}

	@Test
	void whatWouldSilenceOrKillADaemonIsRefused() {
		assertThatExceptionOfType(IllegalDestinationsException.class)
			.isThrownBy(() -> MulticastHead.requireLegal(List.of(), 0));
		assertThatExceptionOfType(IllegalDestinationsException.class)
			.isThrownBy(() -> MulticastHead.requireLegal(Collections.nCopies(44, "g"), 0));
		assertThatExceptionOfType(MessageTooLongException.class)
			.isThrownBy(() -> MulticastHead.requireLegal(List.of("g"), 143_120));
		assertThat(MulticastHead.requireLegal(List.of("g"), 143_119)).isEqualTo(48 + 32 + 143_119);
	}

}
