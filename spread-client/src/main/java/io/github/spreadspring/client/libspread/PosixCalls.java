package io.github.spreadspring.client.libspread;

import java.util.Map;

import com.sun.jna.Platform;

import io.github.spreadspring.client.transport.KeepAliveTimes;

/**
 * The calls on Linux and macOS.
 */
final class PosixCalls implements SocketCalls {

	private static final int SHUT_RDWR = 2;

	private static final boolean LINUX = Platform.isLinux();

	private static final NativeMemory ZERO = new NativeMemory(Integer.BYTES);

	private static final NativeMemory ONE = number(1);

	/** By the number of the option. */
	private static final Map<Integer, NativeMemory> KEEP_ALIVE_TIMES = Map.of(Libc.LINUX_TCP_KEEPIDLE,
			number(KeepAliveTimes.IDLE_SECONDS), Libc.LINUX_TCP_KEEPINTVL, number(KeepAliveTimes.INTERVAL_SECONDS),
			Libc.LINUX_TCP_KEEPCNT, number(KeepAliveTimes.COUNT));

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
	public boolean holdBack(int descriptor, boolean hold) {
		return LINUX && Libc.setsockopt(descriptor, Libc.IPPROTO_TCP, Libc.LINUX_TCP_CORK,
				(hold ? ONE : ZERO).address(), ONE.size()) == 0;
	}

	@Override
	public void setKeepAliveTimes(int descriptor) {
		if (LINUX) {
			KEEP_ALIVE_TIMES.forEach((option, value) -> Libc.setsockopt(descriptor, Libc.IPPROTO_TCP, option,
					value.address(), value.size()));
		}
	}

	@Override
	public void close(int descriptor) {
		Libc.close(descriptor);
	}

	private static NativeMemory number(int value) {
		NativeMemory memory = new NativeMemory(Integer.BYTES);
		memory.bytes().putInt(0, value);
		return memory;
	}

}
