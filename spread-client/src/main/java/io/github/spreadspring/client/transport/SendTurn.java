package io.github.spreadspring.client.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.github.spreadspring.client.SendNotStartedException;

/**
 * The right to send, which one sender after the other has. A sender that is interrupted
 * or out of time gives up only before it has begun.
 */
public final class SendTurn {

	/** Fair, so that nobody times out behind senders that came later. */
	private final ReentrantLock lock = new ReentrantLock(true);

	/**
	 * Take the turn. A thread that need not wait gets it even when it is interrupted.
	 * @param deadline how long to wait
	 * @throws SendNotStartedException if the time is over or the thread interrupted
	 */
	public void take(Deadline deadline) {
		try {
			if ((!this.lock.hasQueuedThreads() && this.lock.tryLock())
					|| this.lock.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw interrupted();
		}
		throw timedOut(deadline);
	}

	/**
	 * Return the lock that whoever has the turn holds.
	 * @return the lock, for those who do not send but must keep senders out
	 */
	public ReentrantLock lock() {
		return this.lock;
	}

	/**
	 * Let the next sender have its turn.
	 */
	public void release() {
		this.lock.unlock();
	}

	/**
	 * Return the exception for a sender that could not begin in time.
	 * @param deadline when its time was over
	 * @return the exception
	 */
	public static SendNotStartedException timedOut(Deadline deadline) {
		return new SendNotStartedException(
				"The daemon took no message for %s; nothing was sent. It may be busy, or other senders too fast."
					.formatted(deadline));
	}

	/**
	 * Return the exception for a sender that was interrupted before it could begin.
	 * @return the exception
	 */
	public static SendNotStartedException interrupted() {
		return new SendNotStartedException("Interrupted while waiting to send; nothing was sent");
	}

	/**
	 * Return the exception for a sender of several messages that could not begin with one
	 * of them.
	 * @param failure why
	 * @param sent how many messages were sent before
	 * @param count how many there were
	 * @return the exception
	 */
	public static SendNotStartedException after(SendNotStartedException failure, int sent, int count) {
		return (sent == 0) ? failure : new SendNotStartedException(
				"%d of %d messages were sent, the next not: %s".formatted(sent, count, failure.getMessage()), sent);
	}

}
