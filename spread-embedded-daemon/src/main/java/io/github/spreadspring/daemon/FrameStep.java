package io.github.spreadspring.daemon;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Frames from a client that are to take effect.
 *
 * @param source the session they came from
 * @param run the frames
 */
record FrameStep(Session source, FrameRun run) implements Step {

	/**
	 * Header, destinations and body of a message that the C daemon sends in one packet.
	 */
	private static final int PACKET = 1432;

	private static final int UNORDERED = ServiceType.UNRELIABLE.bit() | ServiceType.RELIABLE.bit();

	@Override
	public boolean take(Sequencer order) {
		return order.proceed(this.source, this.run);
	}

	@Override
	public boolean isSafe() {
		return this.run.type().has(ServiceType.SAFE.bit());
	}

	@Override
	public boolean overtakes() {
		return this.run.type().has(UNORDERED) && this.run.longestFrame() <= PACKET;
	}

	@Override
	public @Nullable FrameStep messagesOfOldMembership() {
		boolean plain = !this.run.type().has(FrameType.JOIN | FrameType.LEAVE) && this.source.access().isOpen();
		return plain ? this : null;
	}

	@Override
	public void discard() {
		this.run.release();
	}

}
