package io.github.spreadspring.client.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.message.GroupView;

/**
 * Told what becomes of a message that was sent: one of the methods is called, once, if
 * the send itself did not throw.
 * <p>
 * For what is built on top of a session, such as a request to all members that must know
 * at which point of the stream it was delivered. Runs on the thread that reads: it must
 * return at once, and neither wait nor send. Applications use
 * {@link SpreadSession#multicastAsync}.
 */
public interface SendCallback {

	/**
	 * The message came back to us. Everything that the stream brings later comes behind
	 * it for all other members too.
	 * @param views who is in the groups of the message at this point, as far as we are in
	 * them
	 * @param answering how many streams of this session got it that were said to
	 * {@linkplain SpreadStream#setAnswering answer}
	 */
	void confirmed(List<GroupView> views, int answering);

	/**
	 * The daemon took the message, and it will not come back to us: because of its
	 * service type, because we asked for no copy, or because we are in none of its
	 * groups. Or the daemon refused it, which every stream is told by a
	 * {@code RejectedMessage}.
	 */
	void unconfirmed();

	/**
	 * The connection was lost before the message came back. Others may have got it or
	 * not.
	 * @param failure why
	 */
	void lost(ConnectionClosedException failure);

	/**
	 * Return a callback that completes a future, away from the thread that reads.
	 * @param result completes with the result, or exceptionally when the connection is
	 * lost
	 * @return the callback
	 */
	static SendCallback completing(CompletableFuture<SendResult> result) {
		return new FutureCallback(result);
	}

}
