package io.github.spreadspring.client.libspread;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.NameField;
import io.github.spreadspring.protocol.SpreadVersion;

/**
 * libspread in Java, as far as its behaviour is known from the outside: one mailbox with
 * the messages that a test puts into it.
 */
final class FakeSpread implements SpreadLibrary {

	/** Drop semantics, when it is set in the service type before receiving. */
	static final int DROP_RECV = 0x01000000;

	final Deque<Frame> frames = new ArrayDeque<>();

	final List<String> calls = new ArrayList<>();

	/** What is returned when there is nothing to receive. */
	ErrorCode atTheEnd = ErrorCode.CONNECTION_CLOSED;

	@Override
	public SpreadVersion version() {
		return SpreadVersion.CURRENT;
	}

	@Override
	public void setAuthentication(List<String> names, List<IntPredicate> functions) {
		this.calls.add("authentication " + names);
	}

	@Override
	public Connected connect(String daemon, String privateName, boolean priority, boolean membership,
			Duration timeout) {
		this.calls.add("connect " + daemon);
		return new Connected(ErrorCode.COULD_NOT_CONNECT.code(), 0, "");
	}

	@Override
	public int join(int mailbox, String group) {
		this.calls.add("join " + group);
		return 0;
	}

	@Override
	public int leave(int mailbox, String group) {
		this.calls.add("leave " + group);
		return 0;
	}

	@Override
	public int multicast(int mailbox, int serviceType, int groupCount, NativeMemory groups, short messageType,
			int length, NativeMemory body) {
		byte[] bytes = new byte[length];
		body.bytes().get(0, bytes);
		this.calls.add("multicast 0x%x %s %d %s".formatted(serviceType,
				NameField.readAll(groups.bytes().position(0), groupCount), messageType,
				new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)));
		return length;
	}

	@Override
	public int receive(int mailbox, ReceiveArea area) {
		this.calls.add("receive 0x%x".formatted(area.serviceType()));
		if ((area.serviceType() & DROP_RECV) != 0) {
			throw new AssertionError("Drop mode loses what does not fit");
		}
		Frame frame = this.frames.peek();
		if (frame == null) {
			return this.atTheEnd.code();
		}
		int groups = frame.groups().size();
		int length = frame.body().length;
		boolean groupsFit = groups <= area.maxGroups();
		boolean bodyFits = length <= area.body().size();
		FrameType type = frame.type();
		if (!groupsFit || !bodyFits) {
			area.set(type.bits(), groupsFit ? 0 : -groups, bodyFits ? 0 : -length, (short) 0, frame.privateGroup());
			return (groupsFit ? ErrorCode.BUFFER_TOO_SHORT : ErrorCode.GROUPS_TOO_SHORT).code();
		}
		this.frames.remove();
		boolean mismatch = frame.hint().order() != ByteOrder.nativeOrder();
		area.set(type.bits(), groups, mismatch ? 1 : 0, frame.hint().messageType(), frame.privateGroup());
		area.groups().bytes().clear();
		frame.groups().forEach((group) -> NameField.write(area.groups().bytes(), group));
		area.body().bytes().put(0, frame.body());
		return length;
	}

	@Override
	public int poll(int mailbox) {
		this.calls.add("poll");
		return 0;
	}

	@Override
	public int disconnect(int mailbox) {
		this.calls.add("disconnect");
		return 0;
	}

	@Override
	public void kill(int mailbox) {
		this.calls.add("kill");
	}

}
