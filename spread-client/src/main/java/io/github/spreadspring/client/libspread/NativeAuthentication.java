package io.github.spreadspring.client.libspread;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.AuthenticationDialogue;
import io.github.spreadspring.client.AuthenticationMethod;
import io.github.spreadspring.client.ConnectTimeoutException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.NotSpreadException;
import io.github.spreadspring.client.libspread.SocketCalls.SocketWait;
import io.github.spreadspring.client.transport.Deadline;

/**
 * Has libspread use the authentication methods of one connection. libspread keeps them
 * for the whole process; therefore a connection with other methods than
 * {@link AuthenticationMethod#NULL} is alone while it connects, and puts things back.
 */
final class NativeAuthentication {

	private static final List<AuthenticationMethod> DEFAULT = List.of(AuthenticationMethod.NULL);

	/** For reading: whoever connects with what is set. For writing: whoever sets it. */
	private static final ReentrantReadWriteLock methods = new ReentrantReadWriteLock(true);

	private final SpreadLibrary library;

	private final SocketCalls calls;

	private final ConnectionSettings settings;

	private final Deadline deadline;

	/** An exception cannot pass through libspread. */
	private @Nullable RuntimeException failure;

	NativeAuthentication(SpreadLibrary library, SocketCalls calls, ConnectionSettings settings, Deadline deadline) {
		this.library = library;
		this.calls = calls;
		this.settings = settings;
		this.deadline = deadline;
	}

	/**
	 * Connect with the methods of the settings.
	 * @param <T> type of the result
	 * @param connect the attempt
	 * @return its result
	 */
	<T> T around(Supplier<T> connect) {
		boolean silent = this.settings.authentication().equals(DEFAULT);
		Lock lock = silent ? methods.readLock() : methods.writeLock();
		lock.lock();
		try {
			return silent ? connect.get() : withMethods(connect);
		}
		finally {
			lock.unlock();
		}
	}

	private <T> T withMethods(Supplier<T> connect) {
		set(this.settings.authentication());
		try {
			T result = connect.get();
			if (this.failure != null) {
				throw this.failure;
			}
			return result;
		}
		finally {
			set(DEFAULT);
		}
	}

	private void set(List<AuthenticationMethod> methods) {
		this.library.setAuthentication(methods.stream().map(AuthenticationMethod::name).toList(),
				methods.stream()
					.<IntPredicate>map((method) -> (descriptor) -> authenticate(method, descriptor))
					.toList());
	}

	private boolean authenticate(AuthenticationMethod method, int descriptor) {
		try (SocketWait wait = this.calls.newWait()) {
			method.authenticate(new Dialogue(descriptor, wait));
			return true;
		}
		catch (IOException ex) {
			this.failure = new NotSpreadException(address(),
					"%s broke off the handshake (%s). Is it a Spread daemon?".formatted(address(), ex.getMessage()));
		}
		catch (RuntimeException ex) {
			this.failure = ex;
		}
		return false;
	}

	private DaemonAddress address() {
		return this.settings.address();
	}

	/**
	 * Talks over the descriptor, which libspread made non-blocking.
	 */
	private final class Dialogue implements AuthenticationDialogue {

		private final int descriptor;

		private final SocketWait wait;

		private Dialogue(int descriptor, SocketWait wait) {
			this.descriptor = descriptor;
			this.wait = wait;
		}

		@Override
		public DaemonAddress address() {
			return NativeAuthentication.this.address();
		}

		@Override
		public void write(byte[] bytes) throws IOException {
			try (NativeMemory memory = new NativeMemory(Math.max(1, bytes.length))) {
				memory.bytes().put(0, bytes);
				if (NativeAuthentication.this.calls.write(this.descriptor, memory, bytes.length) != bytes.length) {
					throw new IOException("socket took only a part of the handshake");
				}
			}
		}

		@Override
		public byte[] read(int length) throws IOException {
			byte[] bytes = new byte[length];
			int count = 0;
			try (NativeMemory memory = new NativeMemory(Math.max(1, length))) {
				while (count < length) {
					awaitReadable();
					int more = NativeAuthentication.this.calls.read(this.descriptor, memory, length - count);
					if (more <= 0) {
						throw new EOFException("the connection was closed");
					}
					memory.bytes().get(0, bytes, count, more);
					count += more;
				}
			}
			return bytes;
		}

		private void awaitReadable() throws IOException {
			Deadline deadline = NativeAuthentication.this.deadline;
			while (!this.wait.awaitReadable(this.descriptor, deadline.remainingMillis())) {
				if (Thread.currentThread().isInterrupted()) {
					throw ConnectTimeoutException.interrupted(address());
				}
				if (deadline.remainingMillis() == 0) {
					throw new ConnectTimeoutException(address(),
							"%s accepted the connection but did not complete the handshake within %s. Is it a Spread daemon?"
								.formatted(address(), deadline));
				}
			}
		}

	}

}
