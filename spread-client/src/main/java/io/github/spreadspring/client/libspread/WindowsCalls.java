package io.github.spreadspring.client.libspread;

import java.io.IOException;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The calls on 64-bit Windows, where a mailbox is a socket handle. Written after the
 * documentation of Winsock; no test has run it.
 */
final class WindowsCalls implements SocketCalls {

	private static final int SD_BOTH = 2;

	@Override
	public SocketWait newWait() {
		return new SlicedWait();
	}

	@Override
	public void shutdown(int descriptor) {
		Winsock.shutdown(descriptor, SD_BOTH);
	}

	@Override
	public int duplicate(int descriptor) {
		// sockets cannot be duplicated within a process as simply as descriptors
		return -1;
	}

	@Override
	public int read(int descriptor, NativeMemory target, int length) {
		return Winsock.recv(descriptor, target.address(), length, 0);
	}

	@Override
	public int write(int descriptor, NativeMemory source, int length) {
		return Winsock.send(descriptor, source.address(), length, 0);
	}

	@Override
	public boolean holdBack(int descriptor, boolean hold) {
		return false;
	}

	@Override
	public void setKeepAliveTimes(int descriptor) {
		// those of the operating system hold
	}

	@Override
	public void close(int descriptor) {
		Winsock.closesocket(descriptor);
	}

	/**
	 * The functions of Winsock.
	 */
	private static final class Winsock {

		static {
			Native.register(Winsock.class, NativeLibrary.getInstance("ws2_32"));
		}

		private Winsock() {
		}

		static native int WSAPoll(long descriptors, int count, int timeout);

		static native int shutdown(long socket, int how);

		static native int recv(long socket, long buffer, int length, int flags);

		static native int send(long socket, long buffer, int length, int flags);

		static native int closesocket(long socket);

	}

	/**
	 * Waits in short slices: WSAPoll takes sockets only, so that there is no pipe to be
	 * woken through.
	 */
	private static final class SlicedWait implements SocketWait {

		private static final int SLICE = 20;

		/** The structure {@code WSAPOLLFD}: handle (8), events (2), returned (2). */
		private static final int SIZE = 16;

		private static final short POLLRDNORM = 0x100;

		private static final short POLLWRNORM = 0x10;

		private final NativeMemory descriptor = new NativeMemory(SIZE);

		private volatile boolean woken;

		@Override
		public boolean awaitReadable(int descriptor, long millis) throws IOException {
			return await(descriptor, POLLRDNORM, millis);
		}

		@Override
		public boolean awaitWritable(int descriptor, long millis) throws IOException {
			return await(descriptor, POLLWRNORM, millis);
		}

		private boolean await(int descriptor, short events, long millis) throws IOException {
			long remaining = millis;
			do {
				this.descriptor.bytes().putLong(0, descriptor).putShort(8, events).putShort(10, (short) 0);
				int slice = (int) Math.min(remaining, SLICE);
				if (Winsock.WSAPoll(this.descriptor.address(), 1, slice) < 0) {
					throw new IOException("waiting for the socket failed");
				}
				if (this.descriptor.bytes().getShort(10) != 0) {
					return true;
				}
				remaining -= slice;
			}
			while (remaining > 0 && !this.woken && !Thread.currentThread().isInterrupted());
			this.woken = false;
			return false;
		}

		@Override
		public void wakeup() {
			this.woken = true;
		}

		@Override
		public void close() {
			this.descriptor.close();
		}

	}

}
