package io.github.spreadspring.client.libspread;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.spreadspring.client.libspread.SpreadStructures.GroupIdStructure;
import io.github.spreadspring.client.libspread.SpreadStructures.MembershipInfo;
import io.github.spreadspring.client.libspread.SpreadStructures.SetInfo;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.client.testing.Libspread;
import io.github.spreadspring.client.transport.MessageDecoder;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.MessageHint;
import io.github.spreadspring.protocol.NameField;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That libspread reads from the body of a membership message what we read from it.
 */
class MembershipFunctionsTests {

	private static final GroupId ID = new GroupId(482711334, -1795291365, 7);

	private MembershipFunctions libspread;

	@BeforeEach
	void load() {
		Libspread.assumeAvailable();
		this.libspread = Native.load(Libspread.path().toString(), MembershipFunctions.class,
				SpreadLibraryLoader.options(Platform.getOSType()));
	}

	static Stream<Frame> frames() {
		List<List<String>> sets = List.of(names(3, "north"), names(1, "east"), names(40, "south"), names(2, "west"));
		return Stream.concat(
				Stream.of(MembershipCause.JOIN, MembershipCause.LEAVE, MembershipCause.DISCONNECT)
					.map((cause) -> frame(cause, List.of(names(1, "north")), 0)),
				IntStream.range(0, sets.size()).mapToObj((own) -> frame(MembershipCause.NETWORK, sets, own)));
	}

	@ParameterizedTest
	@MethodSource("frames")
	void theLibraryReadsWhatWeRead(Frame frame) {
		ViewChanged message = (ViewChanged) MessageDecoder.decode(frame);
		MembershipInfo info = new MembershipInfo();
		assertThat(this.libspread.SP_get_memb_info(frame.body(), frame.type().bits(), info)).isOne();
		assertThat(id(info)).isEqualTo(message.view().id());
		List<List<String>> sets = sets(frame.body(), info.setCount);
		SetInfo[] infos = infos(frame.body(), info.setCount);
		assertThat(info.ownSet.membersOffset).isEqualTo(infos[MembershipBody.of(frame).ownSet()].membersOffset);
		assertThat(sets).isEqualTo(MembershipBody.of(frame).sets());
		if (message instanceof NetworkChanged change) {
			assertThat(change.sets()).isEqualTo(sets.stream().map(MembershipFunctionsTests::members).toList());
			assertThat(change.ownSet()).isEqualTo(ownIndex(frame.body(), info.setCount));
			assertThat(info.changedMember).containsOnly(0);
		}
		else {
			assertThat(NameField.read(ByteBuffer.wrap(info.changedMember))).isEqualTo(changed(message).toString());
		}
	}

	@Test
	void theLibraryReadsTheIdOfATransitionalSignal() {
		ByteBuffer body = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
		body.putInt(ID.daemonId()).putInt(ID.time()).putInt(ID.index());
		Frame frame = new Frame(ByteOrder.nativeOrder(), new FrameType(FrameType.TRANSITION), "g", List.of(),
				new MessageHint((short) -1, ByteOrder.nativeOrder()), body.array());
		MembershipInfo info = new MembershipInfo();
		assertThat(this.libspread.SP_get_memb_info(frame.body(), frame.type().bits(), info)).isOne();
		assertThat(id(info)).isEqualTo(GroupId.ofTransition(frame)).isEqualTo(ID);
		assertThat(info.setCount).isZero();
	}

	@Test
	void theLibraryComparesIdsAsWeDo() {
		for (GroupId other : List.of(ID, new GroupId(1, ID.time(), ID.index()),
				new GroupId(ID.daemonId(), 1, ID.index()), new GroupId(ID.daemonId(), ID.time(), 1))) {
			assertThat(this.libspread.SP_equal_group_ids(value(ID), value(other)) == 1).isEqualTo(ID.equals(other));
		}
	}

	@Test
	void otherMessagesAreNoMembership() {
		assertThat(this.libspread.SP_get_memb_info(new byte[56], 0x10, new MembershipInfo()))
			.isEqualTo(ErrorCode.ILLEGAL_MESSAGE.code());
	}

	private List<List<String>> sets(byte[] body, int count) {
		return Arrays.stream(infos(body, count)).map((set) -> {
			byte[] names = new byte[set.memberCount * NameField.SIZE];
			assertThat(this.libspread.SP_get_vs_set_members(body, set, names, set.memberCount))
				.isEqualTo(set.memberCount);
			return NameField.readAll(ByteBuffer.wrap(names), set.memberCount);
		}).toList();
	}

	private SetInfo[] infos(byte[] body, int count) {
		SetInfo[] infos = array(count);
		assertThat(this.libspread.SP_get_vs_sets_info(body, infos, count, new int[1])).isEqualTo(count);
		return infos;
	}

	private int ownIndex(byte[] body, int count) {
		int[] own = { -1 };
		this.libspread.SP_get_vs_sets_info(body, array(count), count, own);
		return own[0];
	}

	private static SetInfo[] array(int count) {
		return (SetInfo[]) new SetInfo().toArray(count);
	}

	private static GroupId id(MembershipInfo info) {
		return new GroupId(info.groupId.id[0], info.groupId.id[1], info.groupId.id[2]);
	}

	private static GroupIdStructure.ByValue value(GroupId id) {
		GroupIdStructure.ByValue value = new GroupIdStructure.ByValue();
		value.id = new int[] { id.daemonId(), id.time(), id.index() };
		return value;
	}

	private static MemberId changed(ViewChanged message) {
		if (message instanceof MemberJoined joined) {
			return joined.member();
		}
		return (message instanceof MemberLeft left) ? left.member() : ((MemberDisconnected) message).member();
	}

	private static List<String> names(int count, String daemon) {
		return IntStream.range(0, count).mapToObj((i) -> "#member" + i + "#" + daemon).toList();
	}

	private static List<MemberId> members(List<String> names) {
		return names.stream().map(MemberId::received).toList();
	}

	private static Frame frame(MembershipCause cause, List<List<String>> sets, int ownSet) {
		int size = 20 + sets.stream().mapToInt((set) -> 4 + set.size() * NameField.SIZE).sum();
		int ownOffset = sets.subList(0, ownSet).stream().mapToInt((set) -> 4 + set.size() * NameField.SIZE).sum();
		ByteBuffer body = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
		body.putInt(ID.daemonId()).putInt(ID.time()).putInt(ID.index()).putInt(sets.size()).putInt(ownOffset);
		for (List<String> set : sets) {
			body.putInt(set.size());
			set.forEach((name) -> NameField.write(body, name));
		}
		return new Frame(ByteOrder.nativeOrder(), FrameType.membership(cause), "g",
				sets.stream().flatMap(List::stream).toList(), new MessageHint((short) 0, ByteOrder.nativeOrder()),
				body.array());
	}

}
