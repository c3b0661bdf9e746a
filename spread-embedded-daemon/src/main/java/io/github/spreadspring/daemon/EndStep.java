package io.github.spreadspring.daemon;

import org.jspecify.annotations.Nullable;

/**
 * The end of a session.
 *
 * @param source the session
 */
record EndStep(Session source) implements Step {

	@Override
	public boolean take(Sequencer order) {
		order.remove(this.source);
		return true;
	}

	@Override
	public boolean isSafe() {
		return false;
	}

	@Override
	public boolean overtakes() {
		return false;
	}

	@Override
	public @Nullable FrameStep messagesOfOldMembership() {
		return null;
	}

	@Override
	public void discard() {
		// nothing to release
	}

}
