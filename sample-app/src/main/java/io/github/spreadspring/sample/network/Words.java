package io.github.spreadspring.sample.network;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.TransitionalSignal;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.sample.web.Utf8;

/**
 * Says in words what one observer sees.
 */
class Words {

	private static final int MAX_TEXT = 200;

	private long number;

	/**
	 * Put an event into words.
	 * @param event the event
	 * @return the words; {@code null} for what is not worth any
	 */
	@Nullable Seen of(SpreadEvent event) {
		if (event instanceof RegularMessage message) {
			return seen("MESSAGE", message.groups(), message.sender().toString(), text(message.body()));
		}
		if (event instanceof GroupJoined joined) {
			return change("JOIN", joined.view(), "This observer joined");
		}
		if (event instanceof GroupLeft left) {
			return seen("LEAVE", List.of(left.group()), null, "This observer left");
		}
		if (event instanceof MemberJoined joined) {
			return change("JOIN", joined.view(), joined.member() + " joined");
		}
		if (event instanceof MemberLeft left) {
			return change("LEAVE", left.view(), left.member() + " left");
		}
		if (event instanceof MemberDisconnected gone) {
			return change("DISCONNECT", gone.view(), gone.member() + " is gone, its connection ended");
		}
		if (event instanceof NetworkChanged network) {
			return change("NETWORK", network.view(), contacts(network));
		}
		if (event instanceof TransitionalSignal signal) {
			return seen("TRANSITION", List.of(signal.group()), null,
					"Transition: messages from here to the next view may not have reached everybody");
		}
		return connection(event);
	}

	private @Nullable Seen connection(SpreadEvent event) {
		if (event instanceof ConnectionEstablished established) {
			return seen("CONNECTED", List.of(), null, "Connected as " + established.member());
		}
		if (event instanceof ConnectionRestored restored) {
			return seen("CONNECTED", List.of(), null, "Connected again as %s, after a gap of %s".formatted(
					restored.member(), String.format(Locale.ROOT, "%.1f s", restored.gap().toMillis() / 1000.0)));
		}
		if (event instanceof ConnectionLost lost) {
			return seen("LOST", List.of(), null, "Connection lost: " + lost.reason());
		}
		return null;
	}

	private static String contacts(NetworkChanged network) {
		String lost = "Lost contact with " + names(network.departed());
		String found = "In contact with " + names(network.arrived());
		if (network.departed().isEmpty()) {
			return found;
		}
		return network.arrived().isEmpty() ? lost : "%s. %s".formatted(lost, found);
	}

	private static String names(List<MemberId> members) {
		return members.stream().map(MemberId::toString).collect(Collectors.joining(", "));
	}

	private Seen change(String kind, GroupView view, String what) {
		int size = view.members().size();
		return seen(kind, List.of(view.group()), null, "%s: %d member%s".formatted(what, size, (size != 1) ? "s" : ""));
	}

	private Seen seen(String kind, List<String> groups, @Nullable String from, String text) {
		return new Seen(++this.number, Instant.now(), kind, groups, from, text);
	}

	private static String text(byte[] body) {
		String text = Utf8.text(body);
		if (text == null) {
			return "%,d bytes that are no text".formatted(body.length);
		}
		return (text.length() > MAX_TEXT) ? Utf8.cut(text, MAX_TEXT) + " …" : text;
	}

}
