package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames a daemon makes itself. Messages are not among them: a daemon passes them on
 * as they came, see {@link FrameHeader#convert(ByteBuffer, ByteOrder)}.
 */
public final class DaemonFrames {

	private static final byte[] NO_BODY = {};

	private DaemonFrames() {
	}

	/**
	 * Make the frame that brings a new view to a member.
	 * @param cause why the membership changed
	 * @param group the group
	 * @param members all members after the change, in the daemon's order
	 * @param body group id and virtual-synchrony sets
	 * @param order the byte order of the daemon
	 * @return the frame
	 */
	public static Frame membership(MembershipCause cause, String group, List<String> members, MembershipBody body,
			ByteOrder order) {
		return new Frame(order, FrameType.membership(cause), group, members, noHint(order), body.toBytes(order));
	}

	/**
	 * Make the transitional signal.
	 * @param group the group
	 * @param groupId the id of the membership that is about to end
	 * @param order the byte order of the daemon
	 * @return the frame
	 */
	public static Frame transition(String group, GroupId groupId, ByteOrder order) {
		ByteBuffer body = ByteBuffer.allocate(GroupId.SIZE).order(order);
		groupId.write(body);
		return new Frame(order, new FrameType(FrameType.TRANSITION), group, List.of(), noHint(order), body.array());
	}

	/**
	 * Make the frame that confirms to a member that it left.
	 * @param group the group
	 * @param order the byte order of the daemon
	 * @return the frame
	 */
	public static Frame selfLeave(String group, ByteOrder order) {
		return new Frame(order, new FrameType(FrameType.CAUSED_BY_LEAVE), group, List.of(), noHint(order), NO_BODY);
	}

	/**
	 * Make the frame that returns a refused message or command to its sender.
	 * @param refused the frame as the client sent it
	 * @param order the byte order of the daemon
	 * @return the frame
	 */
	public static Frame reject(Frame refused, ByteOrder order) {
		List<String> groups = new ArrayList<>(refused.groups());
		if (groups.size() == SpreadLimits.MAX_GROUPS_ACCEPTED) {
			groups.remove(groups.size() - 1);
		}
		groups.add(refused.privateGroup());
		return new Frame(order, new FrameType(FrameType.REJECT), refused.privateGroup(), groups, refused.hint(),
				refused.body(), rejectedType(refused.type()));
	}

	private static FrameType rejectedType(FrameType type) {
		if (type.has(FrameType.JOIN)) {
			return new FrameType((type.bits() & ~FrameType.JOIN) | MembershipCause.JOIN.bit());
		}
		if (type.has(FrameType.LEAVE)) {
			return new FrameType((type.bits() & ~FrameType.LEAVE) | MembershipCause.LEAVE.bit());
		}
		return type;
	}

	private static MessageHint noHint(ByteOrder order) {
		return new MessageHint((short) 0, order);
	}

}
