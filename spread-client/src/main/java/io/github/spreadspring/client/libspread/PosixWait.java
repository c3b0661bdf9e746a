package io.github.spreadspring.client.libspread;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import com.sun.jna.Native;
import org.jspecify.annotations.Nullable;

/**
 * Waits with poll(2) for a socket and for a pipe, through which others wake it. Derived
 * from {@link AbstractSelector} for one reason: between {@code begin} and {@code end} an
 * interrupt of the thread calls {@link #wakeup()}.
 */
final class PosixWait implements SocketCalls.SocketWait {

	private final Interruption interruption = new Interruption();

	/** Two structures: the socket, and the end of the pipe that is read from. */
	private final NativeMemory descriptors = new NativeMemory(2 * Libc.POLLFD_SIZE);

	private final NativeMemory scratch = new NativeMemory(16);

	/** Guards the pipe: whoever wakes may come when nobody waits, or at the end. */
	private final ReentrantLock pipe = new ReentrantLock();

	private int readEnd = -1;

	private int writeEnd = -1;

	private boolean woken;

	private boolean closed;

	@Override
	public boolean awaitReadable(int descriptor, long millis) throws IOException {
		return await(descriptor, Libc.POLLIN, millis);
	}

	@Override
	public boolean awaitWritable(int descriptor, long millis) throws IOException {
		return await(descriptor, Libc.POLLOUT, millis);
	}

	private boolean await(int descriptor, short events, long millis) throws IOException {
		set(0, descriptor, events);
		if (millis <= 0) {
			poll(1, 0);
			return returned(0) != 0;
		}
		openPipe();
		set(1, this.readEnd, Libc.POLLIN);
		this.interruption.enter();
		try {
			poll(2, (int) Math.min(millis, Integer.MAX_VALUE));
		}
		finally {
			this.interruption.leave();
		}
		if (returned(1) != 0) {
			drainPipe();
		}
		return returned(0) != 0;
	}

	private void set(int index, int descriptor, short events) {
		this.descriptors.bytes()
			.putInt(index * Libc.POLLFD_SIZE, descriptor)
			.putShort(index * Libc.POLLFD_SIZE + 4, events)
			.putShort(index * Libc.POLLFD_SIZE + 6, (short) 0);
	}

	private short returned(int index) {
		return this.descriptors.bytes().getShort(index * Libc.POLLFD_SIZE + 6);
	}

	private void poll(int count, int millis) throws IOException {
		if (Libc.poll(this.descriptors.address(), count, millis) < 0 && Native.getLastError() != Libc.EINTR) {
			throw new IOException("waiting for the socket failed with error %d of the operating system"
				.formatted(Native.getLastError()));
		}
	}

	private void openPipe() throws IOException {
		if (this.readEnd >= 0) {
			return;
		}
		this.pipe.lock();
		try {
			if (Libc.pipe(this.scratch.address()) != 0) {
				throw new IOException("no pipe to be woken through, error %d of the operating system"
					.formatted(Native.getLastError()));
			}
			ByteBuffer ends = this.scratch.bytes();
			this.readEnd = ends.getInt(0);
			this.writeEnd = ends.getInt(4);
			if (this.woken) {
				Libc.write(this.writeEnd, this.scratch.address(), 1);
			}
		}
		finally {
			this.pipe.unlock();
		}
	}

	private void drainPipe() {
		this.pipe.lock();
		try {
			Libc.read(this.readEnd, this.scratch.address(), this.scratch.size());
			this.woken = false;
		}
		finally {
			this.pipe.unlock();
		}
	}

	@Override
	public void wakeup() {
		this.pipe.lock();
		try {
			if (!this.woken && !this.closed) {
				this.woken = true;
				if (this.writeEnd >= 0) {
					Libc.write(this.writeEnd, this.scratch.address(), 1);
				}
			}
		}
		finally {
			this.pipe.unlock();
		}
	}

	@Override
	public void close() {
		this.pipe.lock();
		try {
			this.closed = true;
			if (this.readEnd >= 0) {
				Libc.close(this.readEnd);
				Libc.close(this.writeEnd);
			}
			this.descriptors.close();
			this.scratch.close();
		}
		finally {
			this.pipe.unlock();
		}
	}

	/**
	 * Brings an interrupt to a thread that waits in a native call. The JDK offers this
	 * only to selectors and channels; this is a selector that never selects.
	 */
	private final class Interruption extends AbstractSelector {

		private Interruption() {
			super(null);
		}

		private void enter() {
			begin();
		}

		private void leave() {
			end();
		}

		@Override
		public Selector wakeup() {
			PosixWait.this.wakeup();
			return this;
		}

		@Override
		protected void implCloseSelector() {
			PosixWait.this.close();
		}

		@Override
		protected SelectionKey register(AbstractSelectableChannel channel, int operations,
				@Nullable Object attachment) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Set<SelectionKey> keys() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Set<SelectionKey> selectedKeys() {
			throw new UnsupportedOperationException();
		}

		@Override
		public int selectNow() {
			throw new UnsupportedOperationException();
		}

		@Override
		public int select(long timeout) {
			throw new UnsupportedOperationException();
		}

		@Override
		public int select() {
			throw new UnsupportedOperationException();
		}

	}

}
