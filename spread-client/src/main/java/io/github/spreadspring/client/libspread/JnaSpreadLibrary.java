package io.github.spreadspring.client.libspread;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

import io.github.spreadspring.protocol.NameField;
import io.github.spreadspring.protocol.SpreadVersion;

/**
 * libspread, bound by JNA's direct mapping. Pointers are passed as {@code long}, which
 * costs nothing to convert and is the same on every 64-bit platform.
 */
final class JnaSpreadLibrary implements SpreadLibrary {

	private static final JnaSpreadLibrary INSTANCE = new JnaSpreadLibrary();

	/** libspread keeps pointers into this for as long as the process lives. */
	private final List<Object> authentication = new ArrayList<>();

	private JnaSpreadLibrary() {
	}

	/**
	 * Bind the library. There can be one in a process: its state belongs to the process,
	 * and so do functions that are mapped directly.
	 * @param library the library
	 * @return its functions
	 * @throws UnsatisfiedLinkError if one of them is missing
	 */
	static JnaSpreadLibrary bind(NativeLibrary library) {
		Native.register(JnaSpreadLibrary.class, library);
		return INSTANCE;
	}

	@Override
	public SpreadVersion version() {
		try (NativeMemory numbers = new NativeMemory(12)) {
			SP_version(numbers.address(), numbers.address() + 4, numbers.address() + 8);
			ByteBuffer bytes = numbers.bytes();
			return new SpreadVersion(bytes.getInt(0), bytes.getInt(4), bytes.getInt(8));
		}
	}

	@Override
	public void setAuthentication(List<String> names, List<IntPredicate> functions) {
		int count = names.size();
		NativeMemory nameArray = new NativeMemory(count * Native.POINTER_SIZE);
		NativeMemory functionArray = new NativeMemory(count * Native.POINTER_SIZE);
		NativeMemory dataArray = new NativeMemory(count * Native.POINTER_SIZE);
		List<Object> used = new ArrayList<>(List.of(nameArray, functionArray, dataArray));
		for (int i = 0; i < count; i++) {
			NativeMemory name = new NativeMemory(names.get(i).length() + 1);
			name.bytes().put(0, cString(names.get(i)));
			IntPredicate function = functions.get(i);
			AuthenticationFunction callback = (descriptor, data) -> function.test(descriptor) ? 1 : 0;
			nameArray.bytes().putLong(i * Native.POINTER_SIZE, name.address());
			functionArray.bytes()
				.putLong(i * Native.POINTER_SIZE, Pointer.nativeValue(CallbackReference.getFunctionPointer(callback)));
			used.add(name);
			used.add(callback);
		}
		SP_set_auth_methods(count, nameArray.address(), functionArray.address(), dataArray.address());
		this.authentication.clear();
		this.authentication.addAll(used);
	}

	@Override
	public Connected connect(String daemon, String privateName, boolean priority, boolean membership,
			Duration timeout) {
		try (NativeMemory out = new NativeMemory(4 + NameField.SIZE)) {
			int result = SP_connect_timeout(cString(daemon), cString(privateName), priority ? 1 : 0, membership ? 1 : 0,
					out.address(), out.address() + 4, SpreadTime.ByValue.of(timeout));
			return new Connected(result, out.bytes().getInt(0), NameField.read(out.bytes().position(4)));
		}
	}

	@Override
	public int join(int mailbox, String group) {
		return SP_join(mailbox, cString(group));
	}

	@Override
	public int leave(int mailbox, String group) {
		return SP_leave(mailbox, cString(group));
	}

	@Override
	public int multicast(int mailbox, int serviceType, int groupCount, NativeMemory groups, short messageType,
			int length, NativeMemory body) {
		return SP_multigroup_multicast(mailbox, serviceType, groupCount, groups.address(), messageType, length,
				body.address());
	}

	@Override
	public int receive(int mailbox, ReceiveArea area) {
		return SP_receive(mailbox, area.serviceTypeAddress(), area.senderAddress(), area.maxGroups(),
				area.groupCountAddress(), area.groups().address(), area.messageTypeAddress(),
				area.endianMismatchAddress(), area.body().size(), area.body().address());
	}

	@Override
	public int poll(int mailbox) {
		return SP_poll(mailbox);
	}

	@Override
	public int disconnect(int mailbox) {
		return SP_disconnect(mailbox);
	}

	@Override
	public void kill(int mailbox) {
		SP_kill(mailbox);
	}

	private static byte[] cString(String text) {
		return (text + '\0').getBytes(StandardCharsets.ISO_8859_1);
	}

	private static native int SP_version(long major, long minor, long patch);

	private static native int SP_set_auth_methods(int count, long names, long functions, long data);

	private static native int SP_connect_timeout(byte[] spreadName, byte[] privateName, int priority,
			int groupMembership, long mailbox, long privateGroup, SpreadTime.ByValue timeout);

	private static native int SP_join(int mailbox, byte[] group);

	private static native int SP_leave(int mailbox, byte[] group);

	private static native int SP_multigroup_multicast(int mailbox, int serviceType, int groupCount, long groups,
			short messageType, int length, long message);

	private static native int SP_receive(int mailbox, long serviceType, long sender, int maxGroups, long groupCount,
			long groups, long messageType, long endianMismatch, int maxLength, long message);

	private static native int SP_poll(int mailbox);

	private static native int SP_disconnect(int mailbox);

	private static native void SP_kill(int mailbox);

	/**
	 * What libspread calls when a daemon wants to know who we are.
	 */
	public interface AuthenticationFunction extends Callback {

		/**
		 * Prove who we are.
		 * @param descriptor the socket, not blocking
		 * @param data not used
		 * @return 1 to go on, 0 to give up
		 */
		int invoke(int descriptor, Pointer data);

	}

}
