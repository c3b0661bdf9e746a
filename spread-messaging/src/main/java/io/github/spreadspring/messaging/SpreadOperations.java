package io.github.spreadspring.messaging;

import org.springframework.messaging.core.MessageSendingOperations;

import io.github.spreadspring.protocol.MemberId;

/**
 * Sends to a Spread network. A destination is the name of a group, or the text of a
 * member id ({@code #name#daemon}) to reach one member only. To send, one need not be a
 * member.
 * <p>
 * Unless a message says otherwise it is sent with the service type AGREED and message
 * type 0. A method that returns has handed the message to the daemon; nobody confirms
 * that others received it.
 * <p>
 * All methods throw {@code ConnectionClosedException} while there is no connection,
 * {@code MessageTooLongException} above 143,119 bytes to one group,
 * {@code IllegalNameException} for a destination that is not allowed, and
 * {@code MessageConversionException} for a payload or header without a form on the wire.
 */
public interface SpreadOperations extends MessageSendingOperations<String> {

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

}
