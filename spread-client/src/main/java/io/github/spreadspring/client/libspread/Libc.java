package io.github.spreadspring.client.libspread;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of the C library on Linux and macOS, where the constants used with them
 * have the same values unless their names say otherwise.
 */
final class Libc {

	static final short POLLIN = 0x1;

	static final short POLLOUT = 0x4;

	/**
	 * Size of the structure {@code pollfd}: an int for the descriptor, a short for the
	 * events wanted and a short for those that are there.
	 */
	static final int POLLFD_SIZE = 8;

	static final int EINTR = 4;

	static final int IPPROTO_TCP = 6;

	/** Only Linux has this option. */
	static final int LINUX_TCP_CORK = 3;

	/** On macOS this number is another option, as are the next two. */
	static final int LINUX_TCP_KEEPIDLE = 4;

	static final int LINUX_TCP_KEEPINTVL = 5;

	static final int LINUX_TCP_KEEPCNT = 6;

	static {
		// part of every Java process, whatever its file is called
		Native.register(Libc.class, NativeLibrary.getProcess());
	}

	private Libc() {
	}

	static native int poll(long descriptors, long count, int timeout);

	static native int pipe(long descriptors);

	static native int dup(int descriptor);

	static native int shutdown(int descriptor, int how);

	static native int setsockopt(int descriptor, int level, int name, long value, int length);

	static native long read(int descriptor, long buffer, long length);

	static native long write(int descriptor, long buffer, long length);

	static native int close(int descriptor);

}
