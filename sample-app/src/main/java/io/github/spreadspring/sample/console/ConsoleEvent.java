package io.github.spreadspring.sample.console;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.ListenerOverflowed;
import io.github.spreadspring.client.message.MessagesDropped;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.sample.web.ReceivedMessage;

/**
 * What a browser is told.
 */
sealed interface ConsoleEvent {

	/**
	 * Return the name of the server-sent event.
	 * @return the name
	 */
	String name();

	/**
	 * Return about how many bytes this takes while it waits for a browser.
	 * @return the number of bytes
	 */
	default int size() {
		return 0;
	}

	/**
	 * The connection changed.
	 *
	 * @param state what the session is doing
	 * @param privateGroup who we are; {@code null} while not connected
	 * @param address where the daemon is
	 */
	record Connection(SessionState state, @Nullable String privateGroup, String address) implements ConsoleEvent {

		@Override
		public String name() {
			return "connection";
		}

	}

	/**
	 * The application tries to connect, or waits before it does so again. Told beside the
	 * stream, as it happens.
	 *
	 * @param state CONNECTING while it tries, BACKING_OFF while it waits
	 * @param number how many attempts there were since there was a connection, this one
	 * included
	 * @param address the daemon tried last
	 * @param addresses all daemons that are tried
	 * @param withinMillis after how long at most the next attempt begins
	 * @param reason why the last one failed, or the connection was lost; {@code null}
	 * when nothing is known
	 */
	record Attempt(SessionState state, int number, String address, List<String> addresses, long withinMillis,
			@Nullable String reason) implements ConsoleEvent {

		@Override
		public String name() {
			return "attempt";
		}

	}

	/**
	 * Something is missing at this place of the stream.
	 *
	 * @param kind what happened; the other parts are there as far as they belong to it
	 * @param previous who we were, of LOST and RESTORED
	 * @param privateGroup who we are from now on, of RESTORED
	 * @param reason why the connection was lost
	 * @param gapMillis how long we were not connected, of RESTORED
	 * @param messages how many messages were DROPPED
	 * @param bytes how long they were together
	 * @param groups the groups that we were taken out of, of OVERFLOWED
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Gap(Kind kind, @Nullable String previous, @Nullable String privateGroup, @Nullable String reason,
			@Nullable Long gapMillis, @Nullable Long messages, @Nullable Long bytes,
			@Nullable List<String> groups) implements ConsoleEvent {

		static Gap of(ConnectionLost lost) {
			return new Gap(Kind.LOST, lost.member().toString(), null, lost.reason(), null, null, null, null);
		}

		static Gap of(ConnectionRestored restored) {
			return new Gap(Kind.RESTORED, restored.previous().toString(), restored.member().toString(), null,
					restored.gap().toMillis(), null, null, null);
		}

		static Gap of(MessagesDropped dropped) {
			return new Gap(Kind.DROPPED, null, null, null, null, dropped.count(), dropped.bytes(), null);
		}

		static Gap of(ListenerOverflowed overflowed) {
			return new Gap(Kind.OVERFLOWED, null, null, null, null, null, null, overflowed.groups());
		}

		@Override
		public String name() {
			return "gap";
		}

		/**
		 * Why something is missing.
		 */
		enum Kind {

			/** The connection ended: what comes from here on is missed. */
			LOST,

			/** There is a connection again: the gap ends with the views that follow. */
			RESTORED,

			/** The console was behind: messages were dropped. */
			DROPPED,

			/** The console was behind: it was taken out of groups. */
			OVERFLOWED

		}

	}

	/**
	 * A message arrived.
	 *
	 * @param message the message
	 */
	record Message(ReceivedMessage message) implements ConsoleEvent {

		@Override
		@JsonValue
		public ReceivedMessage message() {
			return this.message;
		}

		@Override
		public String name() {
			return "message";
		}

		@Override
		public int size() {
			String text = this.message.payload();
			String content = (text != null) ? text : this.message.payloadBase64();
			return (content != null) ? content.length() : 0;
		}

	}

	/**
	 * The membership of a group changed.
	 *
	 * @param group the group
	 * @param cause JOIN, LEAVE, DISCONNECT or NETWORK; TRANSITION for the signal that
	 * precedes a NETWORK
	 * @param groupId the id of the membership; {@code null} when we left
	 * @param members who is in the group, in the order of the view
	 * @param joined who joined
	 * @param left who left
	 * @param disconnected who disconnected
	 * @param arrived who came with the network
	 * @param departed who went with the network
	 */
	record Membership(String group, String cause, @Nullable String groupId, List<String> members,
			@Nullable String joined, @Nullable String left, @Nullable String disconnected, List<String> arrived,
			List<String> departed) implements ConsoleEvent {

		@Override
		public String name() {
			return "membership";
		}

		static List<String> texts(List<MemberId> members) {
			return members.stream().map(MemberId::toString).toList();
		}

	}

}
