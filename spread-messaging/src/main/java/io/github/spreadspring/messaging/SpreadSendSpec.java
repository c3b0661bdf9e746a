package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.core.MessagePostProcessor;
import org.springframework.util.MimeType;

import io.github.spreadspring.client.session.SendResult;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.protocol.ServiceType;

/**
 * A message that is going to be sent, with its options. What is not set here is as set
 * for the template. Made by {@link SpreadOperations#to(String...)}; for one message and
 * one thread.
 */
public interface SpreadSendSpec {

	/**
	 * Choose the guarantee.
	 * @param serviceType the guarantee; default AGREED
	 * @return this
	 */
	SpreadSendSpec service(ServiceType serviceType);

	/**
	 * Choose the message type.
	 * @param messageType the application's number, -32768 to 32767; default 0
	 * @return this
	 * @throws IllegalArgumentException if the number does not fit
	 */
	SpreadSendSpec type(int messageType);

	/**
	 * Have no copy delivered to ourselves.
	 * @return this
	 */
	SpreadSendSpec selfDiscard();

	/**
	 * Add a header. It travels in a text block in front of the payload, which receivers
	 * without this library see as part of it, behind the headers that were added before.
	 * @param name the name, without blanks and colons
	 * @param value the value: text of one line, a number or the like
	 * @return this
	 * @throws IllegalArgumentException for {@code id} and {@code timestamp}, which Spring
	 * makes anew for every message
	 */
	SpreadSendSpec header(String name, Object value);

	/**
	 * Add headers.
	 * @param headers names and values
	 * @return this
	 * @see #header(String, Object)
	 */
	SpreadSendSpec headers(Map<String, ?> headers);

	/**
	 * Choose whether headers travel.
	 * @param mode when; default AUTO, or as set for the application
	 * @return this
	 */
	SpreadSendSpec headers(HeaderMode mode);

	/**
	 * Choose the content type, and with it the message converter. It travels only where
	 * other headers do.
	 * @param contentType the content type; default what fits the payload
	 * @return this
	 */
	SpreadSendSpec contentType(MimeType contentType);

	/**
	 * Change the message once more, when the payload is converted.
	 * @param postProcessor makes another message of it
	 * @return this
	 */
	SpreadSendSpec postProcess(MessagePostProcessor postProcessor);

	/**
	 * Choose how long to wait for a reply.
	 * @param timeout how long; default 5 seconds, or as set for the template
	 * @return this
	 */
	SpreadSendSpec replyTimeout(Duration timeout);

	/**
	 * Send the message.
	 * @param payload the payload: text, bytes, or what the message converter writes; of a
	 * {@code Message} the payload and the headers that were not set here
	 */
	void send(Object payload);

	/**
	 * Send the message, and learn when it has its place in the order.
	 * @param payload the payload
	 * @return completes as with {@link SpreadOperations#sendAsync(String, Object)}
	 */
	CompletableFuture<SendResult> sendAsync(Object payload);

	/**
	 * Send a request and wait for the reply.
	 * @param payload the payload
	 * @return the first reply, or {@code null} if none came in time
	 */
	@Nullable Message<?> sendAndReceive(Object payload);

	/**
	 * Send a request and wait for the reply.
	 * @param <T> the type of the reply
	 * @param payload the payload
	 * @param replyType the type of the reply
	 * @return the payload of the first reply, or {@code null} if none came in time
	 */
	<T> @Nullable T sendAndReceive(Object payload, Class<T> replyType);

	/**
	 * Send a request without waiting for the reply.
	 * @param <T> the type of the reply
	 * @param payload the payload
	 * @param replyType the type of the reply
	 * @return completes with the payload of the first reply; exceptionally with
	 * {@link ReplyTimeoutException} when none comes in time, with
	 * {@code ConnectionClosedException} when the connection is lost before, or with why
	 * the request could not be sent
	 */
	<T> CompletableFuture<T> sendAndReceiveAsync(Object payload, Class<T> replyType);

	/**
	 * Ask every member of a group.
	 * @param <T> the type of an answer
	 * @param payload the payload
	 * @param replyType the type of an answer
	 * @return who answered what, who left, who stayed silent
	 * @throws IllegalStateException unless the only destination is a group that we are in
	 * @see SpreadOperations#sendAndReceiveAll(String, Object, Class, Duration)
	 */
	<T> GroupReplies<T> sendAndReceiveAll(Object payload, Class<T> replyType);

	/**
	 * Ask every member of a group without waiting for the answers.
	 * @param <T> the type of an answer
	 * @param payload the payload
	 * @param replyType the type of an answer
	 * @return completes with who answered what, who left, who stayed silent;
	 * exceptionally with {@link RepliesLostException} when the connection is lost before,
	 * or with why the question could not be sent
	 */
	<T> CompletableFuture<GroupReplies<T>> sendAndReceiveAllAsync(Object payload, Class<T> replyType);

}
