package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every captured frame is decoded to what its description says, and written again to the
 * same bytes.
 */
class GoldenFrameTests {

	/** Frames that only a program with junk in its name fields writes. */
	private static final String JUNK = "junk_after_nul";

	/** Delivered, but the daemon does not survive it for long: we send one byte less. */
	private static final String LONGEST = "regular.body_143120.sent";

	static Stream<GoldenFrame> frames() {
		return GoldenFrame.all().filter(GoldenFrame::isFrame);
	}

	static Stream<GoldenFrame> framesThatWeWrite() {
		return frames().filter((golden) -> !golden.name().contains(JUNK));
	}

	static Stream<GoldenFrame> membershipFrames() {
		return frames().filter((golden) -> golden.decoded().path("membership").has("vs_sets"));
	}

	static Stream<GoldenFrame> malformedFrames() {
		return GoldenFrame.all().filter((golden) -> golden.name().startsWith("malformed."));
	}

	static Stream<GoldenFrame> forwardedFrames() {
		return frames().filter((golden) -> golden.name().startsWith("regular.") && golden.name().endsWith(".received"));
	}

	static Stream<GoldenFrame> messagesThatOurClientSends() {
		return frames().filter((golden) -> golden.name().startsWith("regular.") && !golden.isFromDaemon())
			.filter((golden) -> !golden.name().contains(JUNK) && !golden.name().contains("drop_recv"))
			.filter((golden) -> !List.of("regular.zero_groups", "regular.44_groups.lost", LONGEST)
				.contains(golden.name()));
	}

	@Test
	void noEntryIsLeftOut() {
		List<String> unread = GoldenFrame.all()
			.filter((golden) -> !golden.isFrame())
			.map(GoldenFrame::name)
			.filter((name) -> !name.startsWith("handshake.") && !name.startsWith("reject.")
					&& !name.startsWith("malformed."))
			.toList();
		assertThat(unread).isEmpty();
		assertThat(GoldenFrame.all()).hasSize(154);
	}

	@ParameterizedTest
	@MethodSource("frames")
	void aFrameIsDecodedToItsDescribedFields(GoldenFrame golden) throws Exception {
		ByteBuffer bytes = ByteBuffer.wrap(golden.bytes());
		Frame frame = Frame.read(bytes);
		JsonNode decoded = golden.decoded();
		assertThat(bytes.hasRemaining()).isFalse();
		assertThat(frame.order()).isEqualTo(order(decoded.get("header_byte_order")));
		assertThat(frame.type().bits()).isEqualTo(Integer.decode(decoded.get("type").asString()));
		assertThat(frame.privateGroup()).isEqualTo(decoded.get("private_group_field").asString());
		assertThat(frame.groups()).isEqualTo(texts(decoded.get("groups")));
		assertThat(frame.groups()).hasSize(decoded.get("num_groups").asInt());
		assertThat(frame.hint().order()).isEqualTo(order(decoded.get("hint_byte_order")));
		assertThat(frame.hint().messageType()).isEqualTo((short) decoded.get("mess_type").asInt());
		assertThat(frame.body()).hasSize(decoded.get("data_len").asInt());
		if (decoded.has("body_ascii")) {
			assertThat(frame.body()).asString(StandardCharsets.US_ASCII)
				.isEqualTo(decoded.get("body_ascii").asString());
		}
		if (golden.json().has("body_sha256")) {
			assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(frame.body())))
				.isEqualTo(golden.json().get("body_sha256").asString());
		}
		assertThat(frame.rejectedType() != null).isEqualTo(decoded.has("old_type_hex"));
	}

	@ParameterizedTest
	@MethodSource("frames")
	void theKindOfAFrameIsTold(GoldenFrame golden) {
		FrameType type = Frame.read(ByteBuffer.wrap(golden.bytes())).type();
		String names = golden.decoded().get("type_names").asString();
		assertThat(type.isReject()).isEqualTo(names.contains("REJECT_MESS"));
		assertThat(type.isView()).isEqualTo(names.contains("REG_MEMB_MESS"));
		assertThat(type.isTransition()).isEqualTo(names.contains("TRANSITION_MESS"));
		assertThat(type.isSelfLeave()).isEqualTo(names.equals("CAUSED_BY_LEAVE"));
		assertThat(type.isSelfDiscard()).isEqualTo(names.contains("SELF_DISCARD"));
		ServiceType serviceType = type.serviceType();
		assertThat(type.isRegular()).isEqualTo(serviceType != null);
		if (serviceType != null) {
			assertThat(names).contains(serviceType + "_MESS");
		}
		MembershipCause cause = type.cause();
		if (cause != null) {
			assertThat(names).contains("CAUSED_BY_" + cause);
		}
	}

	@ParameterizedTest
	@MethodSource("framesThatWeWrite")
	void aFrameIsWrittenToTheSameBytes(GoldenFrame golden) {
		Frame frame = Frame.read(ByteBuffer.wrap(golden.bytes()));
		assertThat(frame.toBytes().array()).isEqualTo(golden.bytes());
	}

	@ParameterizedTest
	@MethodSource("membershipFrames")
	void aMembershipBodyIsDecodedAndWrittenAgain(GoldenFrame golden) {
		Frame frame = Frame.read(ByteBuffer.wrap(golden.bytes()));
		MembershipBody body = MembershipBody.of(frame);
		JsonNode membership = golden.decoded().get("membership");
		JsonNode id = membership.get("group_id");
		JsonNode sets = membership.get("vs_sets");
		assertThat(body.groupId())
			.isEqualTo(new GroupId(id.get("proc_id").asInt(), id.get("time").asInt(), id.get("index").asInt()));
		assertThat(body.sets()).hasSize(membership.get("num_vs_sets").asInt());
		for (int i = 0; i < sets.size(); i++) {
			assertThat(body.sets().get(i)).isEqualTo(texts(sets.get(i).get("members")));
		}
		assertThat(sets.get(body.ownSet()).get("offset")).isEqualTo(membership.get("local_vs_set_offset"));
		MembershipCause cause = frame.type().cause();
		assertThat(cause).isNotNull();
		Frame written = DaemonFrames.membership(cause, frame.privateGroup(), frame.groups(), body, frame.order());
		assertThat(written.toBytes().array()).isEqualTo(golden.bytes());
	}

	@ParameterizedTest
	@MethodSource("malformedFrames")
	void aDaemonRefusesAMalformedHeader(GoldenFrame golden) {
		FrameHeader header = FrameHeader.read(ByteBuffer.wrap(golden.bytes()));
		assertThat(FrameCheck.violation(header, MemberId.of("#bad#localhost"))).isNotBlank();
	}

	@ParameterizedTest
	@MethodSource("frames")
	void aDaemonAcceptsEveryOtherHeaderOfAClient(GoldenFrame golden) {
		FrameHeader header = FrameHeader.read(ByteBuffer.wrap(golden.bytes()));
		if (!golden.isFromDaemon()) {
			assertThat(FrameCheck.violation(header, MemberId.received(header.privateGroup()))).isNull();
		}
	}

	@ParameterizedTest
	@MethodSource("forwardedFrames")
	void aDaemonPassesAMessageOnAsItCame(GoldenFrame received) {
		GoldenFrame sent = GoldenFrame.named(received.name().replace(".received", ".sent"));
		ByteBuffer frame = ByteBuffer.wrap(sent.bytes());
		FrameHeader.convert(frame, ByteOrder.LITTLE_ENDIAN);
		assertThat(frame.array()).isEqualTo(received.bytes());
	}

	@ParameterizedTest
	@MethodSource("messagesThatOurClientSends")
	void ourClientSendsTheBytesOfAStockClient(GoldenFrame golden) {
		Frame frame = Frame.read(ByteBuffer.wrap(golden.bytes()));
		ServiceType serviceType = frame.type().serviceType();
		assertThat(serviceType).isNotNull();
		Frame written = ClientFrames.multicast(MemberId.of(frame.privateGroup()), serviceType,
				frame.type().isSelfDiscard(), frame.groups(), frame.hint().messageType(), frame.body(), frame.order());
		assertThat(written.toBytes().array()).isEqualTo(golden.bytes());
	}

	@Test
	void ourClientSendsOneByteLessThanTheLongestFrameThatWasDelivered() {
		Frame longest = Frame.read(ByteBuffer.wrap(GoldenFrame.named(LONGEST).bytes()));
		assertThat(longest.body()).hasSize(SpreadLimits.maxBody(1) + 1);
	}

	@Test
	void ourClientSendsTheCommandsOfAStockClient() {
		for (String suffix : List.of("", ".big_endian")) {
			ByteOrder order = suffix.isEmpty() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
			MemberId big = MemberId.of("#big#localhost");
			MemberId joiner = suffix.isEmpty() ? MemberId.of("#alice#localhost") : big;
			MemberId leaver = suffix.isEmpty() ? MemberId.of("#Zed#localhost") : big;
			MemberId killed = suffix.isEmpty() ? MemberId.of("#bob#localhost") : big;
			assertThat(ClientFrames.join(joiner, "g", order).toBytes().array())
				.isEqualTo(GoldenFrame.named("command.join" + suffix).bytes());
			assertThat(ClientFrames.leave(leaver, "g", order).toBytes().array())
				.isEqualTo(GoldenFrame.named("command.leave" + suffix).bytes());
			assertThat(ClientFrames.kill(killed, order).toBytes().array())
				.isEqualTo(GoldenFrame.named("command.kill" + suffix).bytes());
		}
	}

	@Test
	void aDaemonWritesSelfLeaveAndTransitionalSignal() {
		assertThat(DaemonFrames.selfLeave("g", ByteOrder.LITTLE_ENDIAN).toBytes().array())
			.isEqualTo(GoldenFrame.named("membership.self_leave").bytes());
		GoldenFrame transition = GoldenFrame.named("membership.transition");
		GroupId id = GroupId.ofTransition(Frame.read(ByteBuffer.wrap(transition.bytes())));
		assertThat(id.index()).isEqualTo(3);
		assertThat(DaemonFrames.transition("g", id, ByteOrder.LITTLE_ENDIAN).toBytes().array())
			.isEqualTo(transition.bytes());
	}

	@Test
	void aDaemonReturnsWhatItRefuses() {
		List<String> refused = frames().map(GoldenFrame::name)
			.filter((name) -> name.startsWith("rejected.") && name.endsWith(".sent"))
			.filter((name) -> GoldenFrame.all()
				.anyMatch((golden) -> golden.name().equals(name.replace(".sent", ".received"))))
			.toList();
		assertThat(refused).isNotEmpty();
		for (String name : refused) {
			Frame frame = Frame.read(ByteBuffer.wrap(GoldenFrame.named(name).bytes()));
			assertThat(DaemonFrames.reject(frame, ByteOrder.LITTLE_ENDIAN).toBytes().array()).as(name)
				.isEqualTo(GoldenFrame.named(name.replace(".sent", ".received")).bytes());
		}
	}

	private static ByteOrder order(JsonNode text) {
		return text.asString().equals("little") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
	}

	private static List<String> texts(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
	}

}
