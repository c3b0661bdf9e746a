package io.github.spreadspring.client.libspread;

import java.io.IOException;

/**
 * An operating system that says of every socket that there is room, as it may: a little
 * room is not enough for a long message.
 */
final class AlwaysWritable implements SocketCalls {

	private final SocketCalls calls = new PosixCalls();

	@Override
	public SocketWait newWait() {
		SocketWait wait = this.calls.newWait();
		return new SocketWait() {

			@Override
			public boolean awaitReadable(int descriptor, long millis) throws IOException {
				return wait.awaitReadable(descriptor, millis);
			}

			@Override
			public boolean awaitWritable(int descriptor, long millis) {
				return true;
			}

			@Override
			public void wakeup() {
				wait.wakeup();
			}

			@Override
			public void close() {
				wait.close();
			}

		};
	}

	@Override
	public void shutdown(int descriptor) {
		this.calls.shutdown(descriptor);
	}

	@Override
	public int duplicate(int descriptor) {
		return this.calls.duplicate(descriptor);
	}

	@Override
	public int read(int descriptor, NativeMemory target, int length) {
		return this.calls.read(descriptor, target, length);
	}

	@Override
	public int write(int descriptor, NativeMemory source, int length) {
		return this.calls.write(descriptor, source, length);
	}

	@Override
	public boolean holdBack(int descriptor, boolean hold) {
		return this.calls.holdBack(descriptor, hold);
	}

	@Override
	public void setKeepAliveTimes(int descriptor) {
		this.calls.setKeepAliveTimes(descriptor);
	}

	@Override
	public void close(int descriptor) {
		this.calls.close(descriptor);
	}

}
