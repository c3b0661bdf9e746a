package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.github.spreadspring.protocol.fuzz.Fuzz;
import io.github.spreadspring.protocol.fuzz.HostileFrames;
import io.github.spreadspring.protocol.fuzz.SampleFrames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the bytes are, a reader gets a frame, the wish for more bytes, or a
 * {@link SpreadException}.
 */
class HostileFrameTests {

	private static final MemberId ALICE = MemberId.of("alice", "localhost");

	private final HostileFrames frames = new HostileFrames(SampleFrames.all());

	@Test
	void whatADaemonSendsIsReadOrRefused() {
		int[] read = new int[2];
		Fuzz.eachOf(Fuzz.cases(), this.frames, (bytes) -> {
			try {
				read[readAsClient(bytes) ? 0 : 1]++;
			}
			catch (MalformedFrameException ex) {
				assertThat(ex).hasMessageNotContaining("null");
			}
		});
		assertThat(read[0]).as("frames that are understood").isGreaterThan(Fuzz.cases() / 20);
		assertThat(read[1]).as("frames that are not complete").isGreaterThan(Fuzz.cases() / 20);
	}

	@Test
	void whatAClientSendsIsCheckedBeforeItIsRead() {
		int[] passed = new int[1];
		Fuzz.eachOf(Fuzz.cases(), (random) -> HostileFrames.from(this.frames.next(random), ALICE.toString()),
				(bytes) -> {
					if (readAsDaemon(bytes)) {
						passed[0]++;
					}
				});
		assertThat(passed[0]).as("frames that pass").isGreaterThan(Fuzz.cases() / 20);
	}

	@Test
	void aHandshakeIsReadOrRefused() {
		Fuzz.each(Fuzz.cases(), (random) -> {
			byte[] request = new ConnectRequest(SpreadVersion.CURRENT, true, false, "alice").toBytes().array();
			byte[] reply = new AcceptReply(SpreadVersion.CURRENT, ALICE).toBytes(SpreadVersion.CURRENT).array();
			readHandshake(ByteBuffer.wrap(broken(request, random)), ByteBuffer.wrap(broken(reply, random)));
			byte[] choice = AuthenticationMethods.NULL.toChoice().array();
			AuthenticationMethods methods = AuthenticationMethods.readChoice(ByteBuffer.wrap(broken(choice, random)));
			assertThat(methods == null || methods.names().size() <= 3).isTrue();
		});
	}

	private static void readHandshake(ByteBuffer request, ByteBuffer reply) {
		try {
			ConnectRequest.read(request);
		}
		catch (RejectedException ex) {
			assertThat(ex.code().code()).isNegative();
		}
		try {
			AcceptReply.read(reply, SpreadVersion.CURRENT);
		}
		catch (MalformedFrameException ex) {
			assertThat(ex).hasMessageContaining("accept reply");
		}
	}

	private static byte[] broken(byte[] bytes, Random random) {
		byte[] broken = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 4));
		for (int i = random.nextInt(4); i > 0 && broken.length > 0; i--) {
			broken[random.nextInt(broken.length)] = (byte) random.nextInt();
		}
		return broken;
	}

	private static boolean readAsClient(byte[] bytes) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		if (bytes.length < FrameHeader.SIZE) {
			return false;
		}
		FrameHeader header = FrameHeader.read(buffer).requireSane(Frame.MAX_MEMBERS, Frame.MAX_BODY);
		assertThat(header.remainderLength()).isBetween(0, 4 + Frame.MAX_MEMBERS * NameField.SIZE + Frame.MAX_BODY);
		if (buffer.remaining() < header.remainderLength()) {
			return false;
		}
		Frame frame = Frame.read(header, buffer);
		if (frame.type().isView()) {
			MembershipBody body = MembershipBody.of(frame);
			assertThat(body.ownSet()).isBetween(0, body.sets().size() - 1);
			assertThat(body.sets().stream().mapToInt((set) -> set.size()).sum())
				.isLessThanOrEqualTo(frame.body().length / NameField.SIZE);
		}
		if (frame.type().isTransition()) {
			GroupId.ofTransition(frame);
		}
		return true;
	}

	private static boolean readAsDaemon(byte[] bytes) {
		if (bytes.length < FrameHeader.SIZE) {
			return false;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		FrameHeader header = FrameHeader.read(buffer);
		if (FrameCheck.violation(header, ALICE) != null) {
			return false;
		}
		int length = header.groupCount() * NameField.SIZE + header.bodyLength();
		assertThat(length).isBetween(0, SpreadLimits.MAX_BODY_AND_GROUPS_ACCEPTED);
		if (buffer.remaining() < length) {
			return false;
		}
		NameField.readAll(buffer, header.groupCount());
		FrameHeader.convert(buffer.rewind(), java.nio.ByteOrder.LITTLE_ENDIAN);
		FrameHeader converted = FrameHeader.read(buffer);
		assertThat(converted.groupCount()).isEqualTo(header.groupCount());
		assertThat(converted.bodyLength()).isEqualTo(header.bodyLength());
		assertThat(converted.type().serviceType()).isEqualTo(header.type().serviceType());
		return true;
	}

}
