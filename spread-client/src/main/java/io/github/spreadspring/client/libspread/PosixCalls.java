package io.github.spreadspring.client.libspread;

/**
 * The calls on Linux and macOS.
 */
final class PosixCalls implements SocketCalls {

	private static final int SHUT_RDWR = 2;

	@Override
	public SocketWait newWait() {
		return new PosixWait();
	}

	@Override
	public void shutdown(int descriptor) {
		Libc.shutdown(descriptor, SHUT_RDWR);
	}

	@Override
	public int duplicate(int descriptor) {
		return Libc.dup(descriptor);
	}

	@Override
	public int read(int descriptor, NativeMemory target, int length) {
		return (int) Libc.read(descriptor, target.address(), length);
	}

	@Override
	public int write(int descriptor, NativeMemory source, int length) {
		return (int) Libc.write(descriptor, source.address(), length);
	}

	@Override
	public void close(int descriptor) {
		Libc.close(descriptor);
	}

}
