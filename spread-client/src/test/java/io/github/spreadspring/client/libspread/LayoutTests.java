package io.github.spreadspring.client.libspread;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Structure;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.testing.Libspread;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.NameField;
import io.github.spreadspring.protocol.Names;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * What is agreed with libspread and the operating system: sizes, offsets, names and
 * numbers.
 */
class LayoutTests {

	@Test
	void theTimeIsTwoLongsOfThePlatform() {
		Structure time = new SpreadTime();
		assertThat(time.size()).isEqualTo(2 * Native.LONG_SIZE);
		assertThat(SpreadTime.class.getAnnotation(Structure.FieldOrder.class).value()).containsExactly("seconds",
				"microseconds");
		SpreadTime.ByValue value = SpreadTime.ByValue.of(Duration.ofMillis(2_500));
		value.write();
		assertThat(value.getPointer().getNativeLong(0).longValue()).isEqualTo(2);
		assertThat(value.getPointer().getNativeLong(Native.LONG_SIZE).longValue()).isEqualTo(500_000);
	}

	@Test
	void noTimeIsZeroNegativeOrMalformed() {
		for (Duration time : new Duration[] { Duration.ZERO, Duration.ofNanos(999), Duration.ofSeconds(-1) }) {
			assertThat(SpreadTime.ByValue.of(time).seconds.longValue()).isZero();
			assertThat(SpreadTime.ByValue.of(time).microseconds.longValue()).isEqualTo(1);
		}
		assertThat(SpreadTime.ByValue.of(Duration.ofNanos(1_999_999_999)).microseconds.longValue()).isEqualTo(999_999);
		assertThat(SpreadTime.ByValue.of(Duration.ofDays(36_500_000)).seconds.longValue()).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void theStructuresHaveTheLayoutOfTheHeaderFile() {
		assertLayout(new SpreadStructures.GroupIdStructure(), 12, "id", 0);
		assertLayout(new SpreadStructures.SetInfo(), 8, "memberCount", 0, "membersOffset", 4);
		assertLayout(new SpreadStructures.MembershipInfo(), 56, "groupId", 0, "changedMember", 12, "setCount", 44,
				"ownSet", 48);
		assertLayout(new SpreadStructures.ScatterElement(), 16, "buffer", 0, "length", 8);
		assertLayout(new SpreadStructures.Scatter(), 1608, "count", 0, "elements", 8);
	}

	private static void assertLayout(SpreadStructures.Layout structure, int size, Object... fieldsAndOffsets) {
		assertThat(structure.size()).isEqualTo(size);
		for (int i = 0; i < fieldsAndOffsets.length; i += 2) {
			assertThat(structure.offset((String) fieldsAndOffsets[i])).isEqualTo(fieldsAndOffsets[i + 1]);
		}
	}

	@Test
	void whatIsReceivedHasPlacesThatDoNotOverlap() {
		try (ReceiveArea area = new ReceiveArea()) {
			long start = area.serviceTypeAddress();
			assertThat(area.groupCountAddress() - start).isEqualTo(4);
			assertThat(area.endianMismatchAddress() - start).isEqualTo(8);
			assertThat(area.messageTypeAddress() - start).isEqualTo(12);
			assertThat(area.senderAddress() - start).isEqualTo(16);
			assertThat(area.maxGroups()).isEqualTo(100);
			assertThat(area.groups().size()).isEqualTo(100 * NameField.SIZE);
			assertThat(area.body().size()).isEqualTo(8192);
			area.set(1, 2, 3, (short) 4, "#a#d");
			assertThat(area.serviceType()).isEqualTo(1);
			assertThat(area.groupCount()).isEqualTo(2);
		}
	}

	@Test
	void theStructureOfPollHasEightBytes() {
		assertThat(Libc.POLLFD_SIZE).isEqualTo(4 + 2 + 2);
		assertThat(Libc.POLLIN).isEqualTo((short) 1);
		assertThat(Libc.POLLOUT).isEqualTo((short) 4);
	}

	@Test
	void theNumbersAreThoseOfTheHeaderFile() {
		assertThat(SpreadLibrary.ACCEPT_SESSION).isEqualTo(1);
		assertThat(NameField.SIZE).as("MAX_GROUP_NAME").isEqualTo(32);
		assertThat(Names.MAX_PRIVATE_NAME).isEqualTo(10);
		assertThat(Names.MAX_DAEMON_NAME + 1).as("MAX_PROC_NAME").isEqualTo(20);
		assertThat(SpreadLimits.DEFAULT_PORT).isEqualTo(4803);
		assertThat(Arrays.stream(ServiceType.values()).map(ServiceType::bit)).containsExactly(0x01, 0x02, 0x04, 0x08,
				0x10, 0x20);
		assertThat(Arrays.stream(MembershipCause.values()).map(MembershipCause::bit)).containsExactly(0x100, 0x200,
				0x400, 0x800);
		assertThat(FrameType.SELF_DISCARD).isEqualTo(0x40);
		assertThat(FrameType.message(ServiceType.SAFE, true).bits()).isEqualTo(0x60);
		assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code)).containsExactly(-1, -2, -3, -4, -5, -6, -7,
				-8, -9, -11, -12, -13, -14, -15, -16, -17, -18, -19, -20);
	}

	@Test
	void theseFunctionsAreUsed() {
		assertThat(functions()).containsExactlyInAnyOrder("SP_version", "SP_set_auth_methods", "SP_connect_timeout",
				"SP_join", "SP_leave", "SP_multigroup_multicast", "SP_receive", "SP_poll", "SP_disconnect", "SP_kill");
	}

	@Test
	void theLibraryHasThemAll() {
		Libspread.assumeAvailable();
		NativeLibrary library = NativeLibrary.getInstance(Libspread.path().toString(),
				SpreadLibraryLoader.options(Platform.getOSType()));
		assertThat(functions()).allSatisfy((name) -> assertThat(library.getFunction(name)).isNotNull());
	}

	@Test
	void theSymbolsOfTheLibraryStayItsOwn() {
		// RTLD_NOW without RTLD_GLOBAL, which is JNA's default; macOS has a bit for local
		assertThat(SpreadLibraryLoader.options(Platform.LINUX)).containsExactly(entry(Library.OPTION_OPEN_FLAGS, 2));
		assertThat(SpreadLibraryLoader.options(Platform.MAC)).containsExactly(entry(Library.OPTION_OPEN_FLAGS, 6));
		assertThat(SpreadLibraryLoader.options(Platform.WINDOWS)).isEmpty();
	}

	private static String[] functions() {
		return Arrays.stream(JnaSpreadLibrary.class.getDeclaredMethods())
			.filter((method) -> Modifier.isNative(method.getModifiers()))
			.map(Method::getName)
			.toArray(String[]::new);
	}

}
