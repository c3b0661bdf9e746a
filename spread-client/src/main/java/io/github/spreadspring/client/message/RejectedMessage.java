package io.github.spreadspring.client.message;

import java.util.List;

import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.ServiceType;

/**
 * An own message or command that the daemon refused because of its access control. A
 * stock Spread 5.0.1 refuses nothing.
 *
 * @param type what was refused: a service type for a message, the cause JOIN or LEAVE for
 * a command
 * @param groups the destinations it was sent to
 * @param messageType the application's 16-bit number
 * @param body the bytes; not copied, so not to be changed
 */
public record RejectedMessage(FrameType type, List<String> groups, short messageType,
		byte[] body) implements SpreadMessage {

	/**
	 * Whether a join was refused.
	 * @return {@code true} for a refused join
	 */
	public boolean isJoin() {
		return this.type.serviceType() == null && this.type.cause() == MembershipCause.JOIN;
	}

	/**
	 * Whether a leave was refused.
	 * @return {@code true} for a refused leave
	 */
	public boolean isLeave() {
		return this.type.serviceType() == null && this.type.cause() == MembershipCause.LEAVE;
	}

	@Override
	public String toString() {
		ServiceType serviceType = this.type.serviceType();
		if (serviceType != null) {
			return "Rejected %s message of type %d to %s, %d bytes".formatted(serviceType, this.messageType,
					this.groups, this.body.length);
		}
		return "Rejected %s of %s".formatted(isJoin() ? "join" : "leave", this.groups);
	}

}
