package io.github.spreadspring.client.libspread;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * Memory outside of the heap that a C function can be pointed at. Belongs to one thread
 * at a time; whoever owns it closes it, when no call uses it any more.
 */
final class NativeMemory implements AutoCloseable {

	private final Memory memory;

	private final ByteBuffer bytes;

	NativeMemory(int size) {
		this.memory = new Memory(size);
		this.memory.clear();
		this.bytes = this.memory.getByteBuffer(0, size).order(ByteOrder.nativeOrder());
	}

	/**
	 * Return the memory as a buffer in the byte order of this machine. Its position and
	 * limit are anybody's.
	 * @return always the same buffer
	 */
	ByteBuffer bytes() {
		return this.bytes;
	}

	int size() {
		return this.bytes.capacity();
	}

	/**
	 * Return where the memory begins.
	 * @return the address, as a C function takes it for any kind of pointer
	 */
	long address() {
		return Pointer.nativeValue(this.memory);
	}

	@Override
	public void close() {
		this.memory.close();
	}

}
