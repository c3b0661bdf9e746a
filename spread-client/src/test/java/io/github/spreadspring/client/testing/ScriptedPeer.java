package io.github.spreadspring.client.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.spreadspring.protocol.AcceptReply;
import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.ConnectRequest;
import io.github.spreadspring.protocol.DaemonFrames;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.MessageHint;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadVersion;

/**
 * One client of a {@link ScriptedDaemon}.
 */
public final class ScriptedPeer implements AutoCloseable {

	private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

	private static final MessageHint NO_HINT = new MessageHint((short) 0, ORDER);

	private final Socket socket;

	private final DataInputStream in;

	private final OutputStream out;

	private MemberId id = MemberId.of("nobody", "script");

	ScriptedPeer(Socket socket) throws IOException {
		socket.setTcpNoDelay(true);
		socket.setSoTimeout((int) Mailbox.PATIENCE.toMillis());
		this.socket = socket;
		this.in = new DataInputStream(socket.getInputStream());
		this.out = socket.getOutputStream();
	}

	/**
	 * Go through a handshake to its good end.
	 * @throws IOException if the client went away
	 */
	public void welcome() throws IOException {
		readRequest();
		say(AuthenticationMethods.NULL.toOffer().array());
		read(AuthenticationMethods.CHOICE_SIZE);
		say(new AcceptReply(SpreadVersion.CURRENT, this.id).toBytes(SpreadVersion.CURRENT).array());
	}

	public void readRequest() throws IOException {
		byte[] fixed = read(5);
		byte[] name = read(fixed[4]);
		ByteBuffer request = ByteBuffer.allocate(fixed.length + name.length).put(fixed).put(name).flip();
		ConnectRequest read = ConnectRequest.read(request);
		this.id = MemberId.of((read == null || read.privateName().isEmpty()) ? "r1-1" : read.privateName(), "script");
	}

	public MemberId id() {
		return this.id;
	}

	public byte[] read(int length) throws IOException {
		byte[] bytes = new byte[length];
		this.in.readFully(bytes);
		return bytes;
	}

	/**
	 * Read what the client sends next.
	 * @return a whole frame
	 * @throws IOException at the end, also in the middle of a frame
	 */
	public Frame readFrame() throws IOException {
		FrameHeader header = FrameHeader.read(ByteBuffer.wrap(read(FrameHeader.SIZE)));
		return Frame.read(header, ByteBuffer.wrap(read(header.remainderLength())));
	}

	/**
	 * Read a command, which has to be the next thing the client sends.
	 * @param type the type of the command
	 * @param group the group it has to be about
	 * @throws IOException at the end
	 */
	public void expect(int type, String group) throws IOException {
		Frame frame = readFrame();
		if (!frame.type().has(type) || !frame.groups().equals(List.of(group))) {
			throw new AssertionError("Expected command 0x%x %s but got %s".formatted(type, group, frame));
		}
	}

	public void expectJoin(String group) throws IOException {
		expect(FrameType.JOIN, group);
	}

	public void expectLeave(String group) throws IOException {
		expect(FrameType.LEAVE, group);
	}

	public void say(byte[] bytes) throws IOException {
		this.out.write(bytes);
	}

	public void say(Frame frame) throws IOException {
		say(frame.toBytes().array());
	}

	public void sayText(String group, String text) throws IOException {
		say(message(group, text));
	}

	public void sayOwnText(String group, String text) throws IOException {
		say(message(id().toString(), group, text));
	}

	public void sayJoined(String group, int index, MemberId changed, MemberId... members) throws IOException {
		sayView(MembershipCause.JOIN, group, index, changed, members);
	}

	public void sayView(MembershipCause cause, String group, int index, MemberId changed, MemberId... members)
			throws IOException {
		say(DaemonFrames.membership(cause, group, List.of(members).stream().map(MemberId::toString).toList(),
				MembershipBody.ofChange(viewId(index), changed.toString()), ORDER));
	}

	public void sayNetwork(String group, int index, int ownSet, List<List<MemberId>> sets) throws IOException {
		List<List<String>> names = sets.stream().map((set) -> set.stream().map(MemberId::toString).toList()).toList();
		say(DaemonFrames.membership(MembershipCause.NETWORK, group, names.stream().flatMap(List::stream).toList(),
				new MembershipBody(viewId(index), names, ownSet), ORDER));
	}

	public void sayTransition(String group, int index) throws IOException {
		say(DaemonFrames.transition(group, viewId(index), ORDER));
	}

	public void sayLeft(String group) throws IOException {
		say(DaemonFrames.selfLeave(group, ORDER));
	}

	public static Frame message(String group, String text) {
		return message("#bob#script", group, text);
	}

	private static Frame message(String sender, String group, String text) {
		return new Frame(ORDER, FrameType.message(ServiceType.AGREED, false), sender, List.of(group), NO_HINT,
				text.getBytes(StandardCharsets.UTF_8));
	}

	public static GroupId viewId(int index) {
		return new GroupId(4803, 1, index);
	}

	/**
	 * Say something slowly: a byte, a pause, a byte, until the client goes away.
	 * @param bytes what to say
	 * @param pause milliseconds between the bytes
	 * @throws IOException if the client went away
	 */
	public void drip(byte[] bytes, int pause) throws IOException {
		this.socket.setSoTimeout(pause);
		for (byte b : bytes) {
			this.out.write(b);
			try {
				if (this.in.read() < 0) {
					return;
				}
			}
			catch (SocketTimeoutException ex) {
				// the pause is over
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
