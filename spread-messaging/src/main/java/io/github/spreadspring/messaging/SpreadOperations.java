package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.core.MessageReceivingOperations;
import org.springframework.messaging.core.MessageRequestReplyOperations;
import org.springframework.messaging.core.MessageSendingOperations;

import io.github.spreadspring.client.session.SendResult;
import io.github.spreadspring.protocol.MemberId;

/**
 * Sends to a Spread network, asks its members, and receives one message at a time. A
 * destination is the name of a group, or the text of a member id ({@code #name#daemon})
 * to reach one member only. To send, one need not be a member.
 * <p>
 * Unless a message says otherwise it is sent with the service type AGREED and message
 * type 0. A method that returns has handed the message to the daemon; nobody confirms
 * that others received it.
 * <p>
 * All methods that send throw {@code ConnectionClosedException} while there is no
 * connection, {@code MessageTooLongException} above 143,119 bytes to one group,
 * {@code IllegalNameException} for a destination that is not allowed, and
 * {@code MessageConversionException} for a payload or header without a form on the wire.
 */
public interface SpreadOperations extends MessageSendingOperations<String>, MessageRequestReplyOperations<String>,
		MessageReceivingOperations<String> {

	/**
	 * Begin to send with options.
	 * @param destinations 1 to 43 groups or member ids; a receiver that is in several of
	 * them receives the message once
	 * @return the options
	 */
	SpreadSendSpec to(String... destinations);

	/**
	 * Begin to send to one member, for example to the sender of a message.
	 * @param member the member
	 * @return the options
	 */
	default SpreadSendSpec to(MemberId member) {
		return to(member.toString());
	}

	/**
	 * Send a message, and learn when it has its place in the order.
	 * <p>
	 * A message with order (FIFO, CAUSAL, AGREED or SAFE) and without self-discard, to a
	 * group that we are in or to our own private group, comes back to us; then the result
	 * is confirmed, and tells who was in the group at that point. Everything else is
	 * unconfirmed as soon as the daemon has it. What depends on the result does not run
	 * on the thread that reads, so it may take its time.
	 * @param destination a group or the text of a member id
	 * @param payload the payload, or a {@code Message}
	 * @return completes with the result, or exceptionally with what the other methods
	 * throw, and with {@code ConnectionClosedException} when the connection is lost
	 * before the message came back
	 */
	default CompletableFuture<SendResult> sendAsync(String destination, Object payload) {
		return to(destination).sendAsync(payload);
	}

	/**
	 * Send a request and wait for the reply, which comes to our private group.
	 * @param destination whom to ask: a member, or a group of which one member answers
	 * @param request the request
	 * @param timeout how long to wait
	 * @return the first reply, or {@code null} if none came in time
	 * @throws io.github.spreadspring.client.ConnectionClosedException if the connection
	 * is lost before the reply came
	 */
	default @Nullable Message<?> sendAndReceive(String destination, Message<?> request, Duration timeout) {
		return to(destination).replyTimeout(timeout).sendAndReceive(request);
	}

	/**
	 * Send a request and wait for the reply, which comes to our private group.
	 * @param <T> the type of the reply
	 * @param destination whom to ask: a member, or a group of which one member answers
	 * @param request the payload of the request
	 * @param replyType the type of the reply
	 * @param timeout how long to wait
	 * @return the payload of the first reply, or {@code null} if none came in time
	 * @throws io.github.spreadspring.client.ConnectionClosedException if the connection
	 * is lost before the reply came
	 */
	default <T> @Nullable T convertSendAndReceive(String destination, Object request, Class<T> replyType,
			Duration timeout) {
		return to(destination).replyTimeout(timeout).sendAndReceive(request, replyType);
	}

	/**
	 * Ask every member of a group. Whoever is in the group at the point of the order at
	 * which the question is delivered is asked; this ends as soon as each of them has
	 * answered or left.
	 * <p>
	 * We have to be in the group, as a listener or through {@link SpreadGroups}; a join
	 * that is under way is waited for, up to the time-out. We are asked ourselves only if
	 * one of our listeners answers. Not to be called by that very listener: it could not
	 * answer while it waits.
	 * @param group the group
	 * @param request the payload of the question, or a {@code Message}; sent with FIFO or
	 * stronger, without self-discard
	 * @param timeout how long to wait
	 * @return who answered what, who left, who stayed silent
	 * @throws IllegalStateException if we are not in the group
	 * @throws RepliesLostException if the connection is lost before all have answered;
	 * has the answers so far
	 */
	default GroupReplies<Message<?>> sendAndReceiveAll(String group, Object request, Duration timeout) {
		@SuppressWarnings({ "unchecked", "rawtypes" })
		GroupReplies<Message<?>> replies = (GroupReplies) to(group).replyTimeout(timeout)
			.sendAndReceiveAll(request, Message.class);
		return replies;
	}

	/**
	 * Ask every member of a group.
	 * @param <T> the type of an answer
	 * @param group the group
	 * @param request the payload of the question, or a {@code Message}; sent with FIFO or
	 * stronger, without self-discard
	 * @param replyType the type of an answer
	 * @param timeout how long to wait
	 * @return who answered what, who left, who stayed silent
	 * @throws IllegalStateException if we are not in the group
	 * @throws RepliesLostException if the connection is lost before all have answered;
	 * has the answers so far
	 * @see #sendAndReceiveAll(String, Object, Duration)
	 */
	default <T> GroupReplies<T> sendAndReceiveAll(String group, Object request, Class<T> replyType, Duration timeout) {
		return to(group).replyTimeout(timeout).sendAndReceiveAll(request, replyType);
	}

	/**
	 * Join a group, wait for a message, and leave. What is sent between one call and the
	 * next is missed, and so is what is sent before the join has reached the daemon; to
	 * miss nothing use {@link #receiver(String...)} or a listener. Where a listener of
	 * ours is in the group already, both get the message. Not for use inside a listener:
	 * while its own queue is full, nothing else is read.
	 * @param group the group
	 * @param timeout how long to wait, the join included
	 * @return the message, or {@code null} if none came in time
	 */
	@Nullable Message<?> receive(String group, Duration timeout);

	/**
	 * Join a group, wait for a message, and leave.
	 * @param <T> the type of the payload
	 * @param group the group
	 * @param type the type of the payload
	 * @param timeout how long to wait, the join included
	 * @return the payload, or {@code null} if no message came in time
	 * @see #receive(String, Duration)
	 */
	<T> @Nullable T receiveAndConvert(String group, Class<T> type, Duration timeout);

	/**
	 * Join groups once to receive any number of messages.
	 * @param groups the groups
	 * @return keeps what arrives until it is asked for; to be closed
	 */
	SpreadReceiver receiver(String... groups);

}
