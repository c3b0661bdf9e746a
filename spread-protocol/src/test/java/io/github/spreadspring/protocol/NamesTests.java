package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NamesTests {

	@ParameterizedTest
	@ValueSource(strings = { "g", "/a@b.c,d$~", "abcdefghijklmnopqrstuvwxyz01234" })
	void aGroupNameMayHaveUpTo31LegalCharacters(String name) {
		assertThat(Names.requireGroup(name)).isEqualTo(name);
	}

	@Test
	void aLongNameIsRefusedWithTheLimitAndNeverCut() {
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> Names.requireGroup("g".repeat(32)))
			.withMessageContaining("32 characters")
			.withMessageContaining("at most 31")
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.ILLEGAL_GROUP));
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> Names.requirePrivateName("elevenchars"))
			.withMessageContaining("at most 10")
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.REJECT_ILLEGAL_NAME));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "a!", "a\"", "a\u007f", "ä", "a\n", "a#b" })
	void anIllegalCharacterIsNamedTogetherWithTheAllowedOnes(String name) {
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> Names.requireGroup(name))
			.withMessageContaining("illegal character")
			.withMessageContaining("from '$' to '~'");
	}

	@Test
	void anEmptyGroupNameIsRefusedButAnEmptyPrivateNameAsksTheDaemonForOne() {
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> Names.requireGroup(""))
			.withMessageContaining("must not be empty");
		assertThat(Names.requirePrivateName("")).isEmpty();
	}

	@Test
	void aPrivateGroupIsADestinationButCannotBeJoined() {
		assertThat(Names.requireDestination("#worker1#host2")).isEqualTo("#worker1#host2");
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> Names.requireGroup("#worker1#host2"))
			.withMessageContaining("sent to but not joined");
	}

	@ParameterizedTest
	@ValueSource(strings = { "#", "##", "#a", "#a#", "##b", "a#b", "#a#b#c", "#elevenchars#d" })
	void aMemberIdOfAnotherFormIsRefused(String text) {
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> MemberId.of(text));
	}

	@Test
	void aMemberIdHasTwoParts() {
		MemberId id = MemberId.of("#worker1#host2");
		assertThat(id.privateName()).isEqualTo("worker1");
		assertThat(id.daemonName()).isEqualTo("host2");
		assertThat(id).isEqualTo(MemberId.of("worker1", "host2")).hasToString("#worker1#host2");
	}

	@Test
	void aReceivedMemberIdIsTakenWhateverItLooksLike() {
		assertThat(MemberId.received("nonsense").privateName()).isEqualTo("nonsense");
		assertThat(MemberId.received("nonsense").daemonName()).isEmpty();
		assertThat(MemberId.received("")).hasToString("");
		assertThat(MemberId.received("#a b#c#d").privateName()).isEqualTo("a b");
		assertThat(MemberId.received("#a b#c#d").daemonName()).isEqualTo("c#d");
	}

	@Test
	void membersAreOrderedAsTheDaemonListsThem() {
		List<MemberId> members = List.of(MemberId.of("#Zed#localhost"), MemberId.of("#alice#localhost"),
				MemberId.of("#bob#localhost"));
		assertThat(members).isSorted();
	}

	@Test
	void aNameWithoutTerminatorIsReadWholeAndNeverWritten() {
		ByteBuffer field = ByteBuffer.wrap("x".repeat(32).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
		assertThat(NameField.read(field)).isEqualTo("x".repeat(32));
		assertThatExceptionOfType(IllegalNameException.class)
			.isThrownBy(() -> NameField.write(ByteBuffer.allocate(32), "x".repeat(32)));
	}

	@Test
	void aDirectBufferIsReadAsAnArrayIs() {
		ByteBuffer field = ByteBuffer.allocateDirect(32);
		NameField.write(field, "g");
		assertThat(NameField.read(field.flip())).isEqualTo("g");
	}

	@Test
	void aMessageAboveTheLimitsIsRefusedWithTheLimit() {
		SpreadLimits.check(143_119, 1);
		SpreadLimits.check(143_151 - 43 * 32, 43);
		assertThatExceptionOfType(MessageTooLongException.class).isThrownBy(() -> SpreadLimits.check(143_120, 1))
			.withMessageContaining("143120")
			.withMessageContaining("at most 143119")
			.satisfies((ex) -> assertThat(ex.limit()).isEqualTo(143_119));
		assertThatExceptionOfType(IllegalDestinationsException.class).isThrownBy(() -> SpreadLimits.check(0, 44))
			.withMessageContaining("44 groups")
			.withMessageContaining("at most 43");
		assertThatExceptionOfType(IllegalDestinationsException.class).isThrownBy(() -> SpreadLimits.check(0, 0))
			.withMessageContaining("at least one");
	}

	@Test
	void aClientFrameIsRefusedBeforeItHasBytes() {
		MemberId self = MemberId.of("#a#d");
		List<String> groups = Collections.nCopies(44, "g");
		assertThatExceptionOfType(IllegalDestinationsException.class).isThrownBy(() -> ClientFrames.multicast(self,
				ServiceType.AGREED, false, groups, (short) 0, new byte[0], java.nio.ByteOrder.LITTLE_ENDIAN));
		assertThatExceptionOfType(IllegalNameException.class).isThrownBy(() -> ClientFrames.multicast(self,
				ServiceType.AGREED, false, List.of("g g"), (short) 0, new byte[0], java.nio.ByteOrder.LITTLE_ENDIAN));
	}

}
