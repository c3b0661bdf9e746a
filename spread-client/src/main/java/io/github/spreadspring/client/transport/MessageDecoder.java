package io.github.spreadspring.client.transport;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.client.message.SelfLeft;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.message.TransitionalSignal;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MalformedFrameException;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Tells what a frame of the daemon means.
 */
public final class MessageDecoder {

	private MessageDecoder() {
	}

	/**
	 * Decode a frame.
	 * @param frame the frame
	 * @return the message, or {@code null} for a kind that this version of the protocol
	 * does not have
	 * @throws MalformedFrameException if a membership frame is not complete in itself
	 */
	public static @Nullable SpreadMessage decode(Frame frame) {
		FrameType type = frame.type();
		if (type.isReject()) {
			return rejected(frame);
		}
		ServiceType serviceType = type.serviceType();
		if (serviceType != null) {
			return new RegularMessage(MemberId.received(frame.privateGroup()), frame.groups(), serviceType,
					type.isSelfDiscard(), frame.hint().messageType(), frame.hint().order(), frame.body());
		}
		if (type.isView()) {
			return viewChanged(frame);
		}
		if (type.isTransition()) {
			return new TransitionalSignal(frame.privateGroup(), GroupId.ofTransition(frame));
		}
		if (type.isSelfLeave()) {
			return new SelfLeft(frame.privateGroup());
		}
		return null;
	}

	private static RejectedMessage rejected(Frame frame) {
		FrameType rejectedType = frame.rejectedType();
		List<String> groups = frame.groups();
		// the daemon adds the sender's own private group at the end
		List<String> destinations = groups.isEmpty() ? groups : groups.subList(0, groups.size() - 1);
		return new RejectedMessage((rejectedType != null) ? rejectedType : frame.type(), List.copyOf(destinations),
				frame.hint().messageType(), frame.body());
	}

	private static ViewChanged viewChanged(Frame frame) {
		MembershipCause cause = frame.type().cause();
		MembershipBody body = MembershipBody.of(frame);
		GroupView view = new GroupView(frame.privateGroup(), body.groupId(), members(frame.groups()));
		if (cause == null) {
			throw new MalformedFrameException("Membership of group %s without a cause".formatted(frame.privateGroup()));
		}
		return switch (cause) {
			case JOIN -> new MemberJoined(view, changed(body));
			case LEAVE -> new MemberLeft(view, changed(body));
			case DISCONNECT -> new MemberDisconnected(view, changed(body));
			case NETWORK -> new NetworkChanged(view, body.sets().stream().map(MessageDecoder::members).toList(),
					body.ownSet(), null);
		};
	}

	private static MemberId changed(MembershipBody body) {
		List<String> set = body.sets().get(0);
		if (set.isEmpty()) {
			throw new MalformedFrameException("Membership that does not say whom it is about");
		}
		return MemberId.received(set.get(0));
	}

	private static List<MemberId> members(List<String> names) {
		List<MemberId> members = new ArrayList<>(names.size());
		for (String name : names) {
			members.add(MemberId.received(name));
		}
		return List.copyOf(members);
	}

}
