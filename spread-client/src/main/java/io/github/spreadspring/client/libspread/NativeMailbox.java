package io.github.spreadspring.client.libspread;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.libspread.SocketCalls.SocketWait;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.client.transport.SendTurn;

/**
 * The life of a mailbox: from when libspread gave it to us to when we give it back. It is
 * given back once, by the thread that ended it, and only while no other thread is inside
 * of libspread with it: the descriptor can be that of another connection a moment later,
 * and a thread left in {@code SP_receive} would hold up that one for ever.
 */
final class NativeMailbox {

	private static final Logger logger = System.getLogger(SpreadConnection.class.getName());

	private static final Duration GOODBYE_TIMEOUT = Duration.ofSeconds(1);

	/** Nobody stays in a socket that was shut down; waiting for ever helps nobody. */
	private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(30);

	private static final int DISCARD_SIZE = 64 * 1024;

	private final SpreadLibrary library;

	private final SocketCalls calls;

	private final int descriptor;

	private final DaemonAddress address;

	private final ReentrantLock receiving = new ReentrantLock();

	private final SendTurn sending = new SendTurn();

	private final SocketWait readable;

	private final SocketWait writable;

	/** Why the mailbox has ended; the first reason counts. */
	private final AtomicReference<@Nullable String> ended = new AtomicReference<>();

	/** Guards the descriptor against being shut down after it was given back. */
	private final ReentrantLock existence = new ReentrantLock();

	private boolean givenBack;

	private final List<Runnable> atEnd = new ArrayList<>();

	/** Odd while a thread is in a call that sends. */
	private volatile int sendStep;

	/** Odd while a thread is in a call that receives. */
	private volatile int receiveStep;

	private boolean canHoldBack = true;

	NativeMailbox(SpreadLibrary library, SocketCalls calls, int descriptor, DaemonAddress address) {
		this.library = library;
		this.calls = calls;
		this.descriptor = descriptor;
		this.address = address;
		this.readable = calls.newWait();
		this.writable = calls.newWait();
	}

	/**
	 * Add what is to be done when the mailbox has been given back.
	 * @param action the action, before anybody uses the mailbox
	 */
	void atEnd(Runnable action) {
		this.atEnd.add(action);
	}

	SpreadLibrary library() {
		return this.library;
	}

	int descriptor() {
		return this.descriptor;
	}

	/**
	 * Return the lock to be held by whoever receives.
	 * @return the lock
	 */
	ReentrantLock receiving() {
		return this.receiving;
	}

	/**
	 * Return the turn to be taken by whoever sends.
	 * @return the turn
	 */
	SendTurn sending() {
		return this.sending;
	}

	/**
	 * Return where to wait for something to receive.
	 * @return the place, for the thread that is receiving
	 */
	SocketWait readable() {
		return this.readable;
	}

	/**
	 * Return where to wait for room to send.
	 * @return the place, for the thread that is sending
	 */
	SocketWait writable() {
		return this.writable;
	}

	int sendStep() {
		return this.sendStep;
	}

	/**
	 * Note that the thread that is sending goes into libspread, or comes out of it.
	 */
	@SuppressWarnings("NonAtomicOperationOnVolatileField")
	void stepSending() {
		// written only by the thread whose turn it is
		this.sendStep = this.sendStep + 1;
	}

	int receiveStep() {
		return this.receiveStep;
	}

	/**
	 * Note that the thread that is receiving goes into libspread, or comes out of it.
	 */
	@SuppressWarnings("NonAtomicOperationOnVolatileField")
	void stepReceiving() {
		// written only by the thread that holds the lock for receiving
		this.receiveStep = this.receiveStep + 1;
	}

	/**
	 * Have TCP put several messages into one packet: libspread makes two of each. For the
	 * thread whose turn to send it is.
	 * @param hold whether to begin
	 * @return {@code false} if that is not possible
	 */
	boolean holdBack(boolean hold) {
		this.canHoldBack = this.canHoldBack && this.calls.holdBack(this.descriptor, hold);
		return this.canHoldBack;
	}

	boolean isOpen() {
		return this.ended.get() == null;
	}

	void requireOpen() {
		String reason = this.ended.get();
		if (reason != null) {
			throw closed(reason);
		}
	}

	/**
	 * End the mailbox without goodbye. The caller holds none of its locks.
	 * @param reason why, unless there was a reason before
	 * @return the exception for whoever met it
	 */
	ConnectionClosedException giveUp(String reason) {
		if (end(reason)) {
			shutdown();
			giveBack(Deadline.in(LEAVE_TIMEOUT), false);
		}
		return closed(String.valueOf(this.ended.get()));
	}

	/**
	 * End the mailbox with a goodbye to the daemon, unless that takes nothing. The caller
	 * holds none of its locks.
	 * @param reason why, unless there was a reason before
	 */
	void disconnect(String reason) {
		if (end(reason)) {
			giveBack(Deadline.in(GOODBYE_TIMEOUT), true);
		}
	}

	private boolean end(String reason) {
		if (!this.ended.compareAndSet(null, reason)) {
			return false;
		}
		this.readable.wakeup();
		this.writable.wakeup();
		return true;
	}

	/**
	 * Have whoever is inside of libspread come out: only this does that, even when the
	 * daemon is frozen.
	 */
	private void shutdown() {
		this.existence.lock();
		try {
			if (!this.givenBack) {
				this.calls.shutdown(this.descriptor);
			}
		}
		finally {
			this.existence.unlock();
		}
	}

	private void giveBack(Deadline patience, boolean goodbye) {
		boolean polite = goodbye;
		if (!acquire(this.receiving, patience)) {
			polite = false;
			shutdown();
			requireAcquired(this.receiving);
		}
		try {
			if (!acquire(this.sending.lock(), patience)) {
				polite = false;
				shutdown();
				requireAcquired(this.sending.lock());
			}
			try {
				giveBackAlone(polite);
			}
			finally {
				this.sending.release();
			}
		}
		finally {
			this.receiving.unlock();
		}
	}

	private static void requireAcquired(ReentrantLock lock) {
		if (!acquire(lock, Deadline.in(LEAVE_TIMEOUT))) {
			throw new IllegalStateException(
					"A thread did not leave libspread after its socket was shut down; the mailbox is lost");
		}
	}

	private void giveBackAlone(boolean goodbye) {
		this.existence.lock();
		try {
			this.givenBack = true;
		}
		finally {
			this.existence.unlock();
		}
		if (!goodbye || !sayGoodbye()) {
			this.library.kill(this.descriptor);
		}
		this.readable.close();
		this.writable.close();
		this.atEnd.forEach(Runnable::run);
	}

	/**
	 * Disconnect, and wait until the daemon has read all we sent: closing a socket with
	 * unread input makes the operating system drop what it has not yet sent. The second
	 * descriptor keeps the socket open until then.
	 * @return whether the mailbox was given back; never with an exception, so that it is
	 * not given back twice
	 */
	private boolean sayGoodbye() {
		Deadline deadline = Deadline.in(GOODBYE_TIMEOUT);
		if (!awaitWritable(deadline)) {
			logger.log(Level.DEBUG, "Disconnected from {0} without goodbye: it takes nothing", this.address);
			return false;
		}
		int duplicate = this.calls.duplicate(this.descriptor);
		this.library.disconnect(this.descriptor);
		if (duplicate >= 0) {
			discardAll(duplicate, deadline);
			this.calls.close(duplicate);
		}
		return true;
	}

	private boolean awaitWritable(Deadline deadline) {
		try {
			boolean ready = this.writable.awaitWritable(this.descriptor, 0);
			while (!ready && deadline.remainingMillis() > 0 && !Thread.currentThread().isInterrupted()) {
				ready = this.writable.awaitWritable(this.descriptor, deadline.remainingMillis());
			}
			return ready;
		}
		catch (IOException ex) {
			logger.log(Level.DEBUG, "Failed to wait for the socket", ex);
			return false;
		}
	}

	private void discardAll(int duplicate, Deadline deadline) {
		try (NativeMemory scratch = new NativeMemory(DISCARD_SIZE)) {
			while (deadline.remainingMillis() > 0 && !Thread.currentThread().isInterrupted()) {
				if (this.readable.awaitReadable(duplicate, deadline.remainingMillis())
						&& this.calls.read(duplicate, scratch, scratch.size()) <= 0) {
					return;
				}
			}
		}
		catch (IOException ex) {
			logger.log(Level.DEBUG, "Failed to wait for the daemon to close the socket", ex);
		}
	}

	private static boolean acquire(ReentrantLock lock, Deadline deadline) {
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return lock.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private ConnectionClosedException closed(String reason) {
		return new ConnectionClosedException("No connection to the daemon at %s: %s".formatted(this.address, reason));
	}

}
