package io.github.spreadspring.protocol;

import java.nio.ByteOrder;
import java.util.List;

/**
 * The frames a client sends, checked: nothing that this class makes can crash or silence
 * the C daemon. For messages the check is that of {@link MulticastHead}.
 */
public final class ClientFrames {

	private static final byte[] NO_BODY = {};

	private ClientFrames() {
	}

	/**
	 * Make the command to join a group.
	 * @param self the own private group
	 * @param group the group
	 * @param order the byte order to write in
	 * @return the frame
	 * @throws IllegalNameException if the group cannot be joined
	 */
	public static Frame join(MemberId self, String group, ByteOrder order) {
		return command(FrameType.JOIN, self, Names.requireGroup(group), order);
	}

	/**
	 * Make the command to leave a group.
	 * @param self the own private group
	 * @param group the group
	 * @param order the byte order to write in
	 * @return the frame
	 * @throws IllegalNameException if the name is not that of a group
	 */
	public static Frame leave(MemberId self, String group, ByteOrder order) {
		return command(FrameType.LEAVE, self, Names.requireGroup(group), order);
	}

	/**
	 * Make the command to disconnect.
	 * @param self the own private group
	 * @param order the byte order to write in
	 * @return the frame
	 */
	public static Frame kill(MemberId self, ByteOrder order) {
		return command(FrameType.KILL, self, self.toString(), order);
	}

	/**
	 * Make a message.
	 * @param self the own private group
	 * @param serviceType the guarantee
	 * @param selfDiscard whether the sender gets no copy
	 * @param groups the destinations: groups or member ids
	 * @param messageType the application's number
	 * @param body the body, not copied
	 * @param order the byte order to write in
	 * @return the frame
	 * @throws IllegalNameException if a destination is not allowed
	 * @throws IllegalDestinationsException without any or with too many destinations
	 * @throws MessageTooLongException if the body is too long
	 */
	public static Frame multicast(MemberId self, ServiceType serviceType, boolean selfDiscard, List<String> groups,
			short messageType, byte[] body, ByteOrder order) {
		MulticastHead.requireLegal(groups, body.length);
		return new Frame(order, FrameType.message(serviceType, selfDiscard), self.toString(), groups,
				new MessageHint(messageType, order), body);
	}

	private static Frame command(int type, MemberId self, String group, ByteOrder order) {
		return new Frame(order, new FrameType(type), self.toString(), List.of(group), new MessageHint((short) 0, order),
				NO_BODY);
	}

}
