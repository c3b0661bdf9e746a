package io.github.spreadspring.client.libspread;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.MessageHint;
import io.github.spreadspring.protocol.NameCache;
import io.github.spreadspring.protocol.NameField;

/**
 * Where libspread puts a message. Grows to what a message needs; libspread keeps one that
 * does not fit until the next call.
 */
final class ReceiveArea implements AutoCloseable {

	private static final int INITIAL_GROUPS = 100;

	private static final int INITIAL_BODY = 8 * 1024;

	private static final int SERVICE_TYPE = 0;

	private static final int GROUP_COUNT = 4;

	private static final int ENDIAN_MISMATCH = 8;

	private static final int MESSAGE_TYPE = 12;

	private static final int SENDER = 16;

	private static final byte[] NO_BODY = {};

	private final NameCache names = new NameCache();

	private final NativeMemory fields = new NativeMemory(SENDER + NameField.SIZE);

	private NativeMemory groups = new NativeMemory(INITIAL_GROUPS * NameField.SIZE);

	private NativeMemory body = new NativeMemory(INITIAL_BODY);

	/**
	 * Make ready for a call. The service type is an argument too: a bit left in it from
	 * the message before would make libspread cut off what does not fit (drop mode),
	 * after which it can lose its place in the stream.
	 */
	void reset() {
		this.fields.bytes().putInt(SERVICE_TYPE, 0).putInt(GROUP_COUNT, 0).putInt(ENDIAN_MISMATCH, 0);
		for (int i = SENDER; i < SENDER + NameField.SIZE; i += Long.BYTES) {
			this.fields.bytes().putLong(i, 0);
		}
	}

	long serviceTypeAddress() {
		return this.fields.address() + SERVICE_TYPE;
	}

	long groupCountAddress() {
		return this.fields.address() + GROUP_COUNT;
	}

	long endianMismatchAddress() {
		return this.fields.address() + ENDIAN_MISMATCH;
	}

	long messageTypeAddress() {
		return this.fields.address() + MESSAGE_TYPE;
	}

	long senderAddress() {
		return this.fields.address() + SENDER;
	}

	int maxGroups() {
		return this.groups.size() / NameField.SIZE;
	}

	NativeMemory groups() {
		return this.groups;
	}

	NativeMemory body() {
		return this.body;
	}

	/**
	 * Put in what libspread puts in beside groups and body.
	 * @param serviceType the service type
	 * @param groupCount the number of groups, negated if there is no room for them
	 * @param endianMismatch whether the sender has the other byte order, or the negated
	 * length of a body for which there is no room
	 * @param messageType the message type
	 * @param sender the sender
	 */
	void set(int serviceType, int groupCount, int endianMismatch, short messageType, String sender) {
		this.fields.bytes()
			.putInt(SERVICE_TYPE, serviceType)
			.putInt(GROUP_COUNT, groupCount)
			.putInt(ENDIAN_MISMATCH, endianMismatch)
			.putShort(MESSAGE_TYPE, messageType)
			.position(SENDER);
		NameField.write(this.fields.bytes(), sender);
	}

	int serviceType() {
		return this.fields.bytes().getInt(SERVICE_TYPE);
	}

	FrameType type() {
		return new FrameType(serviceType());
	}

	int groupCount() {
		return this.fields.bytes().getInt(GROUP_COUNT);
	}

	/**
	 * Make room for the message that did not fit.
	 * @return whether there is more room than before
	 * @throws io.github.spreadspring.protocol.MalformedFrameException if no daemon sends
	 * messages that large
	 */
	boolean grow() {
		int neededGroups = Math.max(0, -groupCount());
		int neededBody = Math.max(0, -this.fields.bytes().getInt(ENDIAN_MISMATCH));
		new FrameHeader(ByteOrder.nativeOrder(), type(), "", neededGroups,
				new MessageHint((short) 0, ByteOrder.nativeOrder()), true, neededBody)
			.requireSane(Frame.MAX_MEMBERS, Frame.MAX_BODY);
		boolean grown = false;
		if (neededGroups > maxGroups()) {
			this.groups.close();
			this.groups = new NativeMemory(neededGroups * NameField.SIZE);
			grown = true;
		}
		if (neededBody > this.body.size()) {
			this.body.close();
			this.body = new NativeMemory(Math.max(neededBody, 2 * this.body.size()));
			grown = true;
		}
		return grown;
	}

	/**
	 * Return what was received, as a frame in the byte order of this machine: libspread
	 * converts membership bodies.
	 * @param bodyLength the length of the body
	 * @param target where to put the body of anything but a membership message; without
	 * it the frame has a body of its own
	 * @return the frame
	 */
	Frame frame(int bodyLength, @Nullable ByteBuffer target) {
		ByteBuffer fields = this.fields.bytes();
		FrameType type = type();
		String sender = this.names.read(fields.position(SENDER));
		int groupCount = groupCount();
		ByteBuffer groups = this.groups.bytes().position(0);
		List<String> names = (groupCount == 1) ? this.names.readAlone(groups) : NameField.readAll(groups, groupCount);
		byte[] body = NO_BODY;
		if (target != null && !type.isMembership()) {
			target.put(this.body.bytes().slice(0, bodyLength));
		}
		else if (bodyLength > 0) {
			body = new byte[bodyLength];
			this.body.bytes().get(0, body);
		}
		FrameType rejectedType = type.isReject() ? new FrameType(type.bits() & ~FrameType.REJECT) : null;
		return new Frame(ByteOrder.nativeOrder(), type, sender, names,
				new MessageHint(fields.getShort(MESSAGE_TYPE), senderOrder()), body, rejectedType);
	}

	private ByteOrder senderOrder() {
		boolean mismatch = this.fields.bytes().getInt(ENDIAN_MISMATCH) != 0;
		boolean little = (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) != mismatch;
		return little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
	}

	/**
	 * Return how long the frame was on the wire.
	 * @param bodyLength the length of its body
	 * @return the number of bytes
	 */
	int wireLength(int bodyLength) {
		return FrameHeader.SIZE + (type().isReject() ? 4 : 0) + groupCount() * NameField.SIZE + bodyLength;
	}

	@Override
	public void close() {
		this.fields.close();
		this.groups.close();
		this.body.close();
	}

}
