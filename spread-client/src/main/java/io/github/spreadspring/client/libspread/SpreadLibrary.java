package io.github.spreadspring.client.libspread;

import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;

import io.github.spreadspring.protocol.SpreadVersion;

/**
 * What we use of libspread. A thin layer: arguments go to the C functions as they are, so
 * that whoever calls has to keep away from what libspread does not survive. Results below
 * zero are the numbers of {@link io.github.spreadspring.protocol.ErrorCode}.
 */
interface SpreadLibrary {

	/**
	 * Result of a successful {@link #connect}.
	 */
	int ACCEPT_SESSION = 1;

	/**
	 * Return the version of the library.
	 * @return the version
	 */
	SpreadVersion version();

	/**
	 * Set how all connections of this process that are made from now on prove who they
	 * are.
	 * @param names one or two methods
	 * @param functions for each method what to do with the descriptor, which is not
	 * blocking; the result says whether to go on
	 */
	void setAuthentication(List<String> names, List<IntPredicate> functions);

	/**
	 * Connect.
	 * @param daemon the daemon as libspread wants it named
	 * @param privateName the private name, at most 10 characters: longer ones are cut
	 * without a word
	 * @param priority the priority
	 * @param membership whether membership messages are wanted
	 * @param timeout how long it may take, at least a microsecond: zero is for ever
	 * @return {@link #ACCEPT_SESSION} and what else was told, or an error. An expired
	 * time-out has the same code as a closed connection
	 */
	Connected connect(String daemon, String privateName, boolean priority, boolean membership, Duration timeout);

	int join(int mailbox, String group);

	int leave(int mailbox, String group);

	/**
	 * Send a message.
	 * @param mailbox the mailbox
	 * @param serviceType exactly one service type and perhaps self-discard
	 * @param groupCount the number of destinations, 1 to 43: above 311 the process dies
	 * @param groups names of 32 bytes each
	 * @param messageType the application's number
	 * @param length the length of the body, never negative
	 * @param body the body
	 * @return the length of the body, or an error
	 */
	int multicast(int mailbox, int serviceType, int groupCount, NativeMemory groups, short messageType, int length,
			NativeMemory body);

	/**
	 * Receive a message. Waits until there is one, and does not wake up when another
	 * thread closes the mailbox: whose descriptor is then unusable for this process.
	 * @param mailbox the mailbox
	 * @param area where to put what is received
	 * @return the length of the body, or an error
	 */
	int receive(int mailbox, ReceiveArea area);

	/**
	 * Return how many bytes of messages wait in the socket. A header that libspread
	 * already took out is not counted.
	 * @param mailbox the mailbox
	 * @return the number of bytes, or an error
	 */
	int poll(int mailbox);

	/**
	 * Say goodbye, close and forget the mailbox. Nobody else may use it meanwhile or
	 * later: the descriptor may soon be that of another connection.
	 * @param mailbox the mailbox
	 * @return 0, or an error
	 */
	int disconnect(int mailbox);

	/**
	 * Close and forget the mailbox. As with {@link #disconnect}, nobody else may use it.
	 * @param mailbox the mailbox
	 */
	void kill(int mailbox);

	/**
	 * The outcome of connecting.
	 *
	 * @param result {@link SpreadLibrary#ACCEPT_SESSION} or an error
	 * @param mailbox the mailbox, which is a descriptor of the operating system
	 * @param privateGroup our private group
	 */
	record Connected(int result, int mailbox, String privateGroup) {

	}

}
