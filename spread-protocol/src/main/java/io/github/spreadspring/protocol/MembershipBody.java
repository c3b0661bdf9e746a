package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a frame that brings a new view, in the format of Spread 4.0 and later.
 *
 * @param groupId the id of the new membership
 * @param sets for JOIN, LEAVE and DISCONNECT one set with the member that changed; for
 * NETWORK all members, split by who came together from the same membership
 * @param ownSet index of the receiver's own set; formal (0) unless the cause is NETWORK
 */
public record MembershipBody(GroupId groupId, List<List<String>> sets, int ownSet) {

	private static final int FIXED_SIZE = GroupId.SIZE + 8;

	/**
	 * Create the body for a change of a single member.
	 * @param groupId the id of the new membership
	 * @param changed the member that joined, left or disconnected
	 * @return the body
	 */
	public static MembershipBody ofChange(GroupId groupId, String changed) {
		return new MembershipBody(groupId, List.of(List.of(changed)), 0);
	}

	/**
	 * Read the body of a frame.
	 * @param frame a frame that brings a new view
	 * @return the body
	 * @throws MalformedFrameException if the body does not hold what it says
	 */
	public static MembershipBody of(Frame frame) {
		ByteBuffer buffer = ByteBuffer.wrap(frame.body()).order(frame.order());
		if (buffer.remaining() < FIXED_SIZE) {
			throw new MalformedFrameException(
					"Membership body of %d bytes is too short for group id and sets".formatted(buffer.remaining()));
		}
		GroupId groupId = GroupId.read(buffer);
		int setCount = buffer.getInt();
		int ownOffset = buffer.getInt();
		if (setCount < 0 || setCount > buffer.remaining() / 4) {
			throw new MalformedFrameException(
					"Membership body of %d bytes cannot hold %d sets".formatted(frame.body().length, setCount));
		}
		List<List<String>> sets = new ArrayList<>(setCount);
		int ownSet = -1;
		for (int i = 0; i < setCount; i++) {
			if (buffer.position() - FIXED_SIZE == ownOffset) {
				ownSet = i;
			}
			sets.add(readSet(buffer));
		}
		if (ownSet < 0) {
			throw new MalformedFrameException("Membership body has no set at offset %d".formatted(ownOffset));
		}
		return new MembershipBody(groupId, List.copyOf(sets), ownSet);
	}

	private static List<String> readSet(ByteBuffer buffer) {
		int members = (buffer.remaining() < 4) ? -1 : buffer.getInt();
		if (members < 0 || members > buffer.remaining() / NameField.SIZE) {
			throw new MalformedFrameException("Membership body ends in the middle of a set");
		}
		return NameField.readAll(buffer, members);
	}

	/**
	 * Return this body as bytes.
	 * @param order the byte order of the daemon
	 * @return the bytes
	 */
	byte[] toBytes(ByteOrder order) {
		int size = FIXED_SIZE;
		int ownOffset = 0;
		for (int i = 0; i < this.sets.size(); i++) {
			if (i == this.ownSet) {
				ownOffset = size - FIXED_SIZE;
			}
			size += 4 + this.sets.get(i).size() * NameField.SIZE;
		}
		ByteBuffer buffer = ByteBuffer.allocate(size).order(order);
		this.groupId.write(buffer);
		buffer.putInt(this.sets.size()).putInt(ownOffset);
		for (List<String> set : this.sets) {
			buffer.putInt(set.size());
			set.forEach((member) -> NameField.write(buffer, member));
		}
		return buffer.array();
	}

}
