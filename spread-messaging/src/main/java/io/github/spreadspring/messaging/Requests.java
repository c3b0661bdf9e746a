package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.MessageBuilder;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.messaging.support.SpreadHeaderAccessor;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.protocol.MemberId;

/**
 * Sends requests, waits for their replies, and replies to the requests of others. Replies
 * come to our private group; a correlation id tells them apart.
 */
final class Requests {

	private final Outgoing outgoing;

	private final ReplyDesk desk;

	Requests(Outgoing outgoing) {
		this.outgoing = outgoing;
		this.desk = new ReplyDesk(outgoing.session());
	}

	ReplyDesk desk() {
		return this.desk;
	}

	/**
	 * Send a request.
	 * @param destinations whom to ask
	 * @param message the request
	 * @param timeout how long to wait for the reply
	 * @return brings the first reply; fails with {@link ReplyTimeoutException}, or when
	 * the connection is lost
	 */
	Waiting<RegularMessage, Message<?>> ask(List<String> destinations, Message<?> message, Duration timeout) {
		SingleReply reply = new SingleReply();
		String id = this.desk.add(reply);
		try {
			this.outgoing.observe(destinations, message, (trace) -> {
				Message<?> request = addressed(message, this.outgoing.requireSelf(), id);
				this.outgoing.sendPrepared(destinations, this.outgoing.prepare(destinations, request), trace, null);
			});
		}
		catch (RuntimeException | Error ex) {
			this.desk.remove(id);
			throw ex;
		}
		return new Waiting<>(reply.future(), timeout, (answer, failure) -> {
			if (answer != null) {
				return read(answer);
			}
			if (failure instanceof TimeoutException) {
				throw new ReplyTimeoutException("No reply from %s within %d ms".formatted(destinations,
						TimeUnit.MILLISECONDS.convert(timeout)));
			}
			throw asRuntimeException(failure);
		}, () -> this.desk.remove(id));
	}

	/**
	 * Ask every member of a group.
	 * @param group the group, which we must be in
	 * @param message the question
	 * @param timeout how long to wait for answers
	 * @return brings the answers when all have answered or left, or the time is over;
	 * fails with {@link RepliesLostException} when the connection is lost
	 */
	Waiting<Void, GroupReplies<Message<?>>> askAll(String group, Message<?> message, Duration timeout) {
		MemberId self = this.outgoing.requireSelf();
		GroupQuestion question = new GroupQuestion(self, viewOf(group, timeout), this::read);
		String id = this.desk.add(question);
		try {
			this.outgoing.observe(List.of(group), message, (trace) -> {
				Message<?> prepared = this.outgoing.prepare(List.of(group), addressed(message, self, id));
				requireReturn(prepared);
				requireSame(self);
				this.outgoing.sendPrepared(List.of(group), prepared, trace, question);
			});
		}
		catch (RuntimeException | Error ex) {
			this.desk.remove(id);
			throw ex;
		}
		return new Waiting<>(question.done(), timeout, (nothing, failure) -> {
			if (failure == null || failure instanceof TimeoutException) {
				return question.replies();
			}
			throw asRuntimeException(failure);
		}, () -> this.desk.remove(id));
	}

	// the join of a listener may still be under way when the application has started
	private GroupView viewOf(String group, Duration timeout) {
		SpreadSession session = this.outgoing.session();
		if (!session.isWanted(group)) {
			throw new IllegalStateException(
					"We are not in group '%s', and only its members can ask everybody in it: listen to it, or join it through SpreadGroups"
						.formatted(group));
		}
		try {
			return session.awaitMembers(group, 1, timeout)
				.orElseThrow(() -> new IllegalStateException(
						"We are still joining group '%s' after %d ms, and only its members can ask everybody in it"
							.formatted(group, timeout.toMillis())));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MessagingException("Interrupted while joining group '%s'".formatted(group), ex);
		}
	}

	private void requireReturn(Message<?> message) {
		SpreadHeaderAccessor headers = SpreadHeaderAccessor.wrap(message);
		if (!headers.getServiceType().isOrdered()) {
			throw new IllegalArgumentException(
					"A question to everybody cannot be sent with %s: it must come back in order, so FIFO, CAUSAL, AGREED or SAFE is needed"
						.formatted(headers.getServiceType()));
		}
		if (headers.isSelfDiscard()) {
			throw new IllegalArgumentException(
					"A question to everybody cannot be sent with self-discard: by its own copy the asker knows who is asked");
		}
	}

	// a question that began before a reconnect would be answered to who we were
	private void requireSame(MemberId self) {
		if (!self.equals(this.outgoing.session().privateGroup())) {
			throw new ConnectionClosedException(
					"The connection was lost while a question to everybody was being made; nothing was sent");
		}
	}

	private static Message<?> addressed(Message<?> message, MemberId self, String id) {
		return MessageBuilder.fromMessage(message)
			.setHeader(SpreadHeaders.REPLY_TO, self.toString())
			.setHeader(SpreadHeaders.CORRELATION_ID, id)
			.build();
	}

	// a reply that has a correlation id has its headers in front, marked or not
	private Message<?> read(RegularMessage reply) {
		return this.outgoing.mapper().fromSpread(reply, HeaderMode.ALWAYS);
	}

	private static RuntimeException asRuntimeException(@Nullable Throwable failure) {
		return (failure instanceof RuntimeException ex) ? ex : new MessagingException("Request failed", failure);
	}

	/**
	 * Return the message that answers a request.
	 * @param request what was received
	 * @param reply payload and headers of the answer
	 * @return the answer with the correlation id of the request
	 */
	static Message<?> answer(Message<?> request, Message<?> reply) {
		Object id = request.getHeaders().get(SpreadHeaders.CORRELATION_ID);
		return (id != null) ? MessageBuilder.fromMessage(reply).setHeader(SpreadHeaders.CORRELATION_ID, id).build()
				: reply;
	}

	/**
	 * Return where a request wants its answer.
	 * @param request what was received
	 * @return a group or member id
	 */
	static String returnAddress(Message<?> request) {
		Object address = request.getHeaders().get(SpreadHeaders.REPLY_TO);
		address = (address != null) ? address : request.getHeaders().get(SpreadHeaders.SENDER);
		if (address == null) {
			throw new IllegalArgumentException("%s has no sender to reply to".formatted(request));
		}
		return address.toString();
	}

	/**
	 * Whether we sent a message to our private group without saying where its answer goes
	 * to: what an answer to ourselves looks like. A private group has one member, so that
	 * a sender who is among the destinations is ourselves.
	 * @param request what was received
	 * @return {@code true} if it is not to be answered
	 */
	static boolean isOwnToOurselves(Message<?> request) {
		MessageHeaders headers = request.getHeaders();
		return headers.get(SpreadHeaders.REPLY_TO) == null
				&& headers.get(SpreadHeaders.SENDER) instanceof MemberId sender
				&& headers.get(SpreadHeaders.GROUPS) instanceof List<?> groups && groups.contains(sender.toString());
	}

	/**
	 * Note that no listener of ours answers a request.
	 * @param request what was received
	 */
	void noReply(Message<?> request) {
		if (request.getHeaders().get(SpreadHeaders.CORRELATION_ID) instanceof String id) {
			PendingReply pending = this.desk.get(id);
			if (pending != null) {
				pending.noReplyOfOurs();
			}
		}
	}

}
