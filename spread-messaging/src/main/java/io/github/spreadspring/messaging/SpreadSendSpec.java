package io.github.spreadspring.messaging;

import java.util.Map;

import io.github.spreadspring.protocol.ServiceType;

/**
 * A message that is going to be sent, with its options.
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
	 * without this library see as part of it.
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
	 * Send the message.
	 * @param payload the payload: text, bytes, or what the message converter writes
	 */
	void send(Object payload);

}
