package io.github.spreadspring.sample.console;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionFailed;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.ListenerOverflowed;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.MessagesDropped;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.TransitionalSignal;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.sample.web.ReceivedMessage;

/**
 * Says in the words of the console what happened on the network.
 */
@Component
class ConsoleEvents {

	private final SpreadSession session;

	/** Who we are at this place in the stream; the session may be further already. */
	private volatile @Nullable MemberId self;

	ConsoleEvents(SpreadSession session) {
		this.session = session;
	}

	ConsoleEvent.Connection present() {
		MemberId member = this.session.privateGroup();
		return connection(this.session.state(), member);
	}

	/**
	 * Say what happened.
	 * @param event what the listener got
	 * @return what the browsers are told, in this order
	 */
	List<ConsoleEvent> of(SpreadEvent event) {
		if (event instanceof RegularMessage message) {
			return List.of(new ConsoleEvent.Message(ReceivedMessage.of(message)));
		}
		if (event instanceof ConnectionEstablished established) {
			this.self = established.member();
			return List.of(connection(SessionState.CONNECTED, established.member()));
		}
		if (event instanceof ConnectionRestored restored) {
			this.self = restored.member();
			return List.of(ConsoleEvent.Gap.of(restored), connection(SessionState.CONNECTED, restored.member()));
		}
		if (event instanceof ConnectionFailed) {
			return List.of(connection(notConnected(), null));
		}
		if (event instanceof ConnectionLost lost) {
			return List.of(ConsoleEvent.Gap.of(lost), connection(notConnected(), null));
		}
		if (event instanceof MessagesDropped dropped) {
			return List.of(ConsoleEvent.Gap.of(dropped));
		}
		if (event instanceof ListenerOverflowed overflowed) {
			return List.of(ConsoleEvent.Gap.of(overflowed));
		}
		ConsoleEvent membership = membership(event);
		return (membership != null) ? List.of(membership) : List.of();
	}

	/**
	 * Return what the session does while it is not connected.
	 * @return its state; when it is connected again already, that comes later in the
	 * stream
	 */
	private SessionState notConnected() {
		SessionState state = this.session.state();
		return (state != SessionState.CONNECTED) ? state : SessionState.CONNECTING;
	}

	private ConsoleEvent.@Nullable Membership membership(SpreadEvent event) {
		if (event instanceof GroupJoined joined) {
			return change(joined.view(), "JOIN", self(), null, null);
		}
		if (event instanceof GroupLeft left) {
			return new ConsoleEvent.Membership(left.group(), "LEAVE", null, List.of(), null, self(), null, List.of(),
					List.of());
		}
		if (event instanceof MemberJoined joined) {
			return change(joined.view(), "JOIN", joined.member().toString(), null, null);
		}
		if (event instanceof MemberLeft left) {
			return change(left.view(), "LEAVE", null, left.member().toString(), null);
		}
		if (event instanceof MemberDisconnected disconnected) {
			return change(disconnected.view(), "DISCONNECT", null, null, disconnected.member().toString());
		}
		if (event instanceof NetworkChanged network) {
			return new ConsoleEvent.Membership(network.group(), "NETWORK", network.view().id().toString(),
					ConsoleEvent.Membership.texts(network.view().members()), null, null, null,
					ConsoleEvent.Membership.texts(network.arrived()),
					ConsoleEvent.Membership.texts(network.departed()));
		}
		if (event instanceof TransitionalSignal signal) {
			return new ConsoleEvent.Membership(signal.group(), "TRANSITION", signal.endingId().toString(), List.of(),
					null, null, null, List.of(), List.of());
		}
		return null;
	}

	private static ConsoleEvent.Membership change(GroupView view, String cause, @Nullable String joined,
			@Nullable String left, @Nullable String disconnected) {
		return new ConsoleEvent.Membership(view.group(), cause, view.id().toString(),
				ConsoleEvent.Membership.texts(view.members()), joined, left, disconnected, List.of(), List.of());
	}

	private ConsoleEvent.Connection connection(SessionState state, @Nullable MemberId member) {
		return new ConsoleEvent.Connection(state, (member != null) ? member.toString() : null,
				this.session.address().toString());
	}

	private @Nullable String self() {
		MemberId self = this.self;
		return (self != null) ? self.toString() : null;
	}

}
