package io.github.spreadspring.daemon;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Asks the policy whether one client may do what a frame says.
 */
final class AccessControl {

	private static final Logger logger = System.getLogger(EmbeddedSpreadDaemon.class.getName());

	private final AccessPolicy policy;

	private final MemberId client;

	AccessControl(AccessPolicy policy, MemberId client) {
		this.policy = policy;
		this.client = client;
	}

	/**
	 * Whether there is nothing to ask.
	 * @return {@code true} if everything is permitted
	 */
	boolean isOpen() {
		return this.policy == AccessPolicy.PERMIT_ALL;
	}

	/**
	 * Ask the policy.
	 * @param frames the frame, with a group if it is a command
	 * @return whether it may take effect
	 */
	boolean permits(FrameRun frames) {
		if (isOpen()) {
			return true;
		}
		try {
			return ask(frames);
		}
		catch (RuntimeException ex) {
			logger.log(Level.WARNING,
					() -> "The access policy failed for %s, which counts as a no".formatted(this.client), ex);
			return false;
		}
	}

	private boolean ask(FrameRun frames) {
		FrameType type = frames.type();
		if (type.has(FrameType.JOIN)) {
			return this.policy.mayJoin(this.client, frames.group());
		}
		if (type.has(FrameType.LEAVE)) {
			return this.policy.mayLeave(this.client, frames.group());
		}
		ServiceType serviceType = type.serviceType();
		return serviceType != null && this.policy.maySend(this.client, frames.groups(), serviceType);
	}

}
