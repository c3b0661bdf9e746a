package io.github.spreadspring.client.libspread;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.spreadspring.client.BufferTooShortException;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MalformedFrameException;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.MessageHint;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How messages come out of libspread, whatever their size and byte order. No libspread is
 * needed: it is played by {@link FakeSpread}.
 */
class NativeReceiverTests {

	private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

	private static final ByteOrder OTHER = (NATIVE == ByteOrder.LITTLE_ENDIAN) ? ByteOrder.BIG_ENDIAN
			: ByteOrder.LITTLE_ENDIAN;

	private final FakeSpread spread = new FakeSpread();

	private final NativeReceiver receiver = new NativeReceiver(
			new NativeMailbox(this.spread, new PosixCalls(), 7, DaemonAddress.DEFAULT));

	@ParameterizedTest
	@CsvSource({ "1, 5", "100, 8192", "101, 5", "1, 8193", "101, 8193", "43, 141775", "20000, 640056" })
	void aMessageOfAnySizeIsReceivedWhole(int groups, int length) throws IOException {
		Frame frame = message(groups, length, NATIVE);
		this.spread.frames.add(frame);
		this.spread.frames.add(message(1, 3, NATIVE));
		assertSame(this.receiver.next(null), frame);
		assertThat(this.receiver.next(null).body()).hasSize(3);
	}

	@Test
	void theServiceTypeIsZeroBeforeEveryCall() throws IOException {
		// a sender can set the bit that libspread takes for drop mode, and it is passed
		// on
		Frame foreign = new Frame(NATIVE, new FrameType(ServiceType.FIFO.bit() | FakeSpread.DROP_RECV), "#a#d",
				List.of("g"), new MessageHint((short) 0, NATIVE), new byte[9000]);
		this.spread.frames.add(foreign);
		this.spread.frames.add(message(101, 20_000, NATIVE));
		assertThat(this.receiver.next(null).body()).hasSize(9000);
		assertThat(this.receiver.next(null).body()).hasSize(20_000);
		assertThat(this.spread.calls).filteredOn((call) -> call.startsWith("receive")).containsOnly("receive 0x0");
	}

	@Test
	void theByteOrderOfTheSenderIsTold() throws IOException {
		this.spread.frames.add(message(1, 1, NATIVE));
		this.spread.frames.add(message(1, 1, OTHER));
		assertThat(this.receiver.next(null).hint().order()).isEqualTo(NATIVE);
		assertThat(this.receiver.next(null).hint().order()).isEqualTo(OTHER);
	}

	@Test
	void membershipBodiesAreInTheOrderOfThisMachine() throws IOException {
		ByteBuffer body = ByteBuffer.allocate(12).order(NATIVE).putInt(1).putInt(2).putInt(3);
		this.spread.frames.add(new Frame(NATIVE, new FrameType(FrameType.TRANSITION), "g", List.of(),
				new MessageHint((short) -1, NATIVE), body.array()));
		assertThat(GroupId.ofTransition(this.receiver.next(null))).isEqualTo(new GroupId(1, 2, 3));
	}

	@Test
	void aRefusedMessageKeepsTheTypeItWasSentWith() throws IOException {
		FrameType sent = FrameType.message(ServiceType.SAFE, true);
		this.spread.frames.add(new Frame(NATIVE, new FrameType(sent.bits() | FrameType.REJECT), "#a#d",
				List.of("g", "#a#d"), new MessageHint((short) 7, NATIVE), new byte[3]));
		Frame frame = this.receiver.next(null);
		assertThat(frame.type().isReject()).isTrue();
		assertThat(frame.rejectedType()).isEqualTo(sent);
	}

	@Test
	void aBodyGoesIntoTheBufferOfTheCallerWhenItFits() throws IOException {
		Frame frame = message(1, 10, NATIVE);
		this.spread.frames.add(frame);
		ByteBuffer small = ByteBuffer.allocate(9);
		assertThatExceptionOfType(BufferTooShortException.class).isThrownBy(() -> this.receiver.next(small))
			.satisfies((ex) -> assertThat(ex.needed()).isEqualTo(10));
		assertThat(small.position()).isZero();
		assertThat(this.receiver.isBegun()).as("it is still there").isTrue();
		ByteBuffer large = ByteBuffer.allocate(12).position(1);
		assertThat(this.receiver.next(large).body()).isEmpty();
		assertThat(large.position()).isEqualTo(11);
		assertThat(large.slice(1, 10)).isEqualTo(ByteBuffer.wrap(frame.body()));
		assertThat(this.receiver.isBegun()).isFalse();
	}

	@Test
	void membershipDoesNotNeedTheBufferOfTheCaller() throws IOException {
		this.spread.frames.add(new Frame(NATIVE, FrameType.membership(MembershipCause.JOIN), "g", List.of("#a#d"),
				new MessageHint((short) 0, NATIVE), new byte[56]));
		ByteBuffer none = ByteBuffer.allocate(0);
		assertThat(this.receiver.next(none).body()).hasSize(56);
	}

	@ParameterizedTest
	@CsvSource({ "-100001, 0, 100001 groups", "-2147483647, 0, groups", "0, -2147483647, a body of 2147483647 bytes" })
	void sizesThatCannotBeAreNotAllocated(int groups, int length, String message) {
		try (ReceiveArea area = new ReceiveArea()) {
			area.set(ServiceType.FIFO.bit(), groups, length, (short) 0, "#a#d");
			assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(area::grow)
				.withMessageContaining(message);
		}
	}

	@Test
	void aLibraryThatAsksForRoomThatThereIsIsNotAskedForEver() {
		this.spread.atTheEnd = ErrorCode.BUFFER_TOO_SHORT;
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.receiver.next(null))
			.withMessageContaining("-15");
	}

	@ParameterizedTest
	@CsvSource({ "CONNECTION_CLOSED", "NET_ERROR_ON_SESSION" })
	void theEndIsTheEnd(ErrorCode code) {
		this.spread.atTheEnd = code;
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> this.receiver.next(null))
			.withMessage("the daemon closed the connection");
	}

	@Test
	void aNegativeLengthIsNotTheSpreadProtocol() {
		this.spread.atTheEnd = ErrorCode.ILLEGAL_MESSAGE;
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> this.receiver.next(null));
	}

	private static Frame message(int groups, int length, ByteOrder senderOrder) {
		byte[] body = new byte[length];
		IntStream.range(0, length).forEach((i) -> body[i] = (byte) (i * 31));
		return new Frame(NATIVE, FrameType.message(ServiceType.AGREED, false), "#alice#d",
				IntStream.range(0, groups).mapToObj((i) -> "g" + i).toList(), new MessageHint((short) -3, senderOrder),
				body);
	}

	private static void assertSame(Frame actual, Frame expected) {
		assertThat(actual.type()).isEqualTo(expected.type());
		assertThat(actual.privateGroup()).isEqualTo(expected.privateGroup());
		assertThat(actual.groups()).isEqualTo(expected.groups());
		assertThat(actual.hint()).isEqualTo(expected.hint());
		assertThat(actual.body()).isEqualTo(expected.body());
	}

}
