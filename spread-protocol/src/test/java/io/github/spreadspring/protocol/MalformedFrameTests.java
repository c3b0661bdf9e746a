package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Bytes that no daemon sends end in a clear exception, not in a huge allocation or an
 * index out of bounds.
 */
class MalformedFrameTests {

	private static final MessageHint NO_HINT = new MessageHint((short) 0, ByteOrder.LITTLE_ENDIAN);

	@ParameterizedTest
	@ValueSource(strings = { "malformed.negative_groups", "malformed.negative_data_len" })
	void aNegativeLengthIsRefused(String name) {
		assertThatExceptionOfType(MalformedFrameException.class)
			.isThrownBy(() -> Frame.read(ByteBuffer.wrap(GoldenFrame.named(name).bytes())))
			.withMessageContaining("-1");
	}

	@Test
	void aHugeLengthIsRefusedBeforeAnythingIsAllocated() {
		byte[] bytes = GoldenFrame.named("command.join").bytes();
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(36, Integer.MAX_VALUE);
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> Frame.read(ByteBuffer.wrap(bytes)))
			.withMessageContaining("2147483647 groups");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 11, 19, 20, 24, 55 })
	void aMembershipBodyThatEndsTooEarlyIsRefused(int length) {
		Frame whole = Frame.read(ByteBuffer.wrap(GoldenFrame.named("membership.join.first_member").bytes()));
		Frame cut = new Frame(whole.order(), whole.type(), whole.privateGroup(), whole.groups(), whole.hint(),
				java.util.Arrays.copyOf(whole.body(), length));
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> MembershipBody.of(cut));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 1, 36, Integer.MAX_VALUE })
	void aMembershipBodyWhoseOwnSetDoesNotExistIsRefused(int offset) {
		Frame frame = Frame.read(ByteBuffer.wrap(GoldenFrame.named("membership.join.first_member").bytes()));
		ByteBuffer.wrap(frame.body()).order(ByteOrder.LITTLE_ENDIAN).putInt(16, offset);
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> MembershipBody.of(frame));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 2, Integer.MAX_VALUE })
	void aMembershipBodyWithTooManySetsIsRefused(int sets) {
		Frame frame = Frame.read(ByteBuffer.wrap(GoldenFrame.named("membership.join.first_member").bytes()));
		ByteBuffer.wrap(frame.body()).order(ByteOrder.LITTLE_ENDIAN).putInt(12, sets);
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> MembershipBody.of(frame));
	}

	@Test
	void aTransitionalSignalWithoutGroupIdIsRefused() {
		Frame frame = new Frame(ByteOrder.LITTLE_ENDIAN, new FrameType(FrameType.TRANSITION), "g", List.of(), NO_HINT,
				new byte[4]);
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> GroupId.ofTransition(frame));
	}

}
