package io.github.spreadspring.sample.oddeven;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionFailed;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.MessagesDropped;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

/**
 * One method for each callback of node-cspread. All of them get one ordered stream, on
 * one thread.
 * <p>
 * Each side is in its own group, and then in {@link #MEETING}. Whoever is seen there is
 * in its own group already, so that no number is sent too early for it.
 */
abstract class NumberExchange {

	static final String MEETING = "oddeven";

	private final Side side;

	private final SpreadTemplate template;

	private @Nullable MemberId self;

	NumberExchange(Side side, SpreadTemplate template) {
		this.side = side;
		this.template = template;
	}

	@SpreadHandler
	void onConnected(ConnectionEstablished event) {
		this.self = event.member();
		say("connected as %s", event.member());
	}

	@SpreadHandler
	void onConnectedAgain(ConnectionRestored event) {
		this.self = event.member();
		say("connected again as %s after %d ms", event.member(), event.gap().toMillis());
	}

	@SpreadHandler
	void onFailedToConnect(ConnectionFailed event) {
		say("not connected, attempt %d: %s", event.attempts(), event.reason());
	}

	@SpreadHandler
	void onData(Numbered number, MemberId sender) {
		say("got %d from %s", number.message(), sender);
	}

	@SpreadHandler
	void onJoined(GroupJoined event) {
		say("is in %s with %s", event.group(), event.view().members());
		event.view().members().forEach((member) -> meet(event.view(), member));
	}

	@SpreadHandler
	void onMemberJoined(MemberJoined event) {
		say("sees %s join %s", event.member(), event.group());
		meet(event.view(), event.member());
	}

	@SpreadHandler
	void onMemberLeft(MemberLeft event) {
		say("sees %s leave %s", event.member(), event.group());
	}

	@SpreadHandler
	void onLeaveCausedByNetwork(NetworkChanged event) {
		say("sees the network take %s from %s and bring %s", event.departed(), event.group(), event.arrived());
		event.arrived().forEach((member) -> meet(event.view(), member));
	}

	@SpreadHandler
	void onLeaveCausedByDisconnect(MemberDisconnected event) {
		say("sees %s vanish from %s", event.member(), event.group());
	}

	@SpreadHandler
	void onDisconnected(ConnectionLost event) {
		say("lost its connection: %s", event.reason());
	}

	@SpreadHandler
	void onError(RejectedMessage event) {
		say("was refused: %s", event);
	}

	@SpreadHandler
	void onError(MessagesDropped event) {
		say("was too slow for %d messages", event.count());
	}

	private void meet(GroupView view, MemberId member) {
		if (view.group().equals(MEETING) && !Objects.equals(member, this.self)) {
			say("meets %s, sends %d numbers to %s", member, Side.COUNT, this.side.destination());
			this.side.numbers().forEach(this::send);
		}
	}

	private void send(int number) {
		this.template.to(this.side.destination()).service(ServiceType.SAFE).selfDiscard().send(new Numbered(number));
	}

	private void say(String format, Object... arguments) {
		System.out.printf("%-4s %s%n", this.side.group(), format.formatted(arguments));
	}

}
