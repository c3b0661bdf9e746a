package io.github.spreadspring.daemon;

import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.protocol.ClientFrames;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.MalformedFrameException;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadLimits;
import io.github.spreadspring.protocol.fuzz.Fuzz;
import io.github.spreadspring.protocol.fuzz.HostileFrames;
import io.github.spreadspring.protocol.fuzz.SampleFrames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a client sends, and however it is cut into segments, is a run of frames that
 * can be delivered, or ends the session, and no buffer is forgotten.
 */
class HostileFrameReaderTests {

	private static final MemberId ALICE = MemberId.of("alice", "localhost");

	private final HostileFrames frames = new HostileFrames(SampleFrames.all());

	private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);

	private final byte[] good = HostileFrames.from(SampleFrames.all().get(0).clone(), ALICE.toString());

	private int delivered;

	private int refused;

	@Test
	void aStreamIsReadOrRefused() {
		Fuzz.each(Fuzz.cases(), (random) -> {
			byte[] first = HostileFrames.from(this.frames.next(random), ALICE.toString());
			byte[] second = random.nextBoolean() ? first : this.good.clone();
			ByteBuf all = this.allocator.directBuffer().writeBytes(first).writeBytes(second);
			FrameReader reader = new FrameReader(ALICE, this.allocator);
			try {
				readSegments(reader, all, random);
			}
			catch (MalformedFrameException ex) {
				this.refused++;
			}
			finally {
				reader.close();
				all.release();
			}
			assertThat(this.allocator.metric().usedDirectMemory()).isZero();
		});
		assertThat(this.delivered).as("frames that are delivered").isGreaterThan(Fuzz.cases() / 10);
		assertThat(this.refused).as("refused streams").isGreaterThan(Fuzz.cases() / 10);
	}

	private void readSegments(FrameReader reader, ByteBuf all, Random random) {
		while (all.isReadable()) {
			int length = random.nextBoolean() ? all.readableBytes() : random.nextInt(all.readableBytes()) + 1;
			ByteBuf segment = all.readSlice(length);
			while (segment.isReadable()) {
				FrameRun run = reader.read(segment);
				if (run != null) {
					check(run);
				}
			}
		}
	}

	private void check(FrameRun run) {
		try {
			assertThat(run.groups()).hasSizeLessThanOrEqualTo(SpreadLimits.MAX_GROUPS_ACCEPTED);
			while (run.frames() > 0) {
				ByteBuf frame = run.next(1);
				assertThat(frame.readableBytes()).isBetween(FrameHeader.SIZE,
						FrameHeader.SIZE + SpreadLimits.MAX_BODY_AND_GROUPS_ACCEPTED);
				if (!run.isCommand()) {
					Frame read = Frame.read(frame.nioBuffer());
					assertThat(read.groups()).isEqualTo(run.groups());
					assertThat(read.privateGroup()).isEqualTo(ALICE.toString());
				}
				this.delivered++;
			}
		}
		finally {
			run.release();
		}
	}

	@Test
	void aLengthIsNotBelievedBeforeTheBytesAreThere() {
		ByteBuf segment = this.allocator.directBuffer().writeBytes(longest(), 0, FrameHeader.SIZE);
		FrameReader reader = new FrameReader(ALICE, this.allocator);
		assertThat(reader.read(segment)).isNull();
		assertThat(this.allocator.metric().usedDirectMemory()).isLessThan(4096);
		segment.release();
		reader.close();
		assertThat(this.allocator.metric().usedDirectMemory()).isZero();
	}

	private static byte[] longest() {
		byte[] body = new byte[SpreadLimits.maxBody(1)];
		return ClientFrames
			.multicast(ALICE, ServiceType.AGREED, false, List.of("g"), (short) 0, body, FrameReader.ORDER)
			.toBytes()
			.array();
	}

}
