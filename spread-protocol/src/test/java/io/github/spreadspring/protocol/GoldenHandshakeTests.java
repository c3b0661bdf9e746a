package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every captured step of a handshake is read and written again to the same bytes.
 */
class GoldenHandshakeTests {

	private static final Map<String, ErrorCode> REFUSED_REQUESTS = Map.of("reject.version.1", ErrorCode.REJECT_VERSION,
			"reject.illegal_name.too_long.1", ErrorCode.REJECT_ILLEGAL_NAME, "reject.illegal_name.char.1",
			ErrorCode.REJECT_ILLEGAL_NAME);

	static Stream<GoldenFrame> steps() {
		return GoldenFrame.all().filter((golden) -> golden.name().startsWith("handshake."));
	}

	static Stream<GoldenFrame> requests() {
		return GoldenFrame.all()
			.filter((golden) -> golden.name().startsWith("handshake.") || golden.name().startsWith("reject."))
			.filter((golden) -> !golden.isFromDaemon() && golden.name().endsWith(".1"))
			.filter((golden) -> !REFUSED_REQUESTS.containsKey(golden.name()));
	}

	static Stream<GoldenFrame> refusals() {
		return GoldenFrame.all().filter((golden) -> golden.name().startsWith("reject.") && golden.isFromDaemon());
	}

	@ParameterizedTest
	@MethodSource("steps")
	void aStepIsReadAndWrittenToTheSameBytes(GoldenFrame golden) {
		byte[] bytes = golden.bytes();
		String description = golden.description();
		if (description.contains("ACCEPT_SESSION")) {
			SpreadVersion client = clientOf(golden);
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			AcceptReply reply = AcceptReply.read(buffer, client);
			assertThat(buffer.hasRemaining()).isFalse();
			assertThat(reply).isNotNull();
			assertThat(reply.privateGroup().daemonName()).isEqualTo("localhost");
			assertThat(bytes(reply.toBytes(client))).isEqualTo(bytes);
		}
		else if (description.contains("length (1 byte) of the list")) {
			assertThat(bytes[0]).isEqualTo((byte) (bytes.length - 1));
			AuthenticationMethods methods = AuthenticationMethods.ofOffer(Arrays.copyOfRange(bytes, 1, bytes.length));
			assertThat(methods.names()).startsWith("NULL");
			assertThat(bytes(methods.toOffer())).isEqualTo(bytes);
		}
		else if (description.contains("3 slots of 30 bytes")) {
			AuthenticationMethods choice = AuthenticationMethods.readChoice(ByteBuffer.wrap(bytes));
			assertThat(choice).isEqualTo(AuthenticationMethods.NULL);
			assertThat(bytes(choice.toChoice())).isEqualTo(bytes);
		}
		else {
			assertThat(description).contains("connect request");
		}
	}

	@ParameterizedTest
	@MethodSource("requests")
	void aRequestIsReadAndWrittenToTheSameBytes(GoldenFrame golden) {
		ByteBuffer buffer = ByteBuffer.wrap(golden.bytes());
		ConnectRequest request = ConnectRequest.read(buffer);
		assertThat(buffer.hasRemaining()).isFalse();
		assertThat(request).isNotNull();
		assertThat(request.membership()).isEqualTo(!golden.name().contains("no_membership"));
		assertThat(request.priority()).isEqualTo(golden.name().contains("priority"));
		assertThat(bytes(request.toBytes())).isEqualTo(golden.bytes());
	}

	@ParameterizedTest
	@MethodSource("requests")
	void aRequestIsWaitedForUntilItIsComplete(GoldenFrame golden) {
		byte[] bytes = golden.bytes();
		for (int length = 0; length < bytes.length; length++) {
			ByteBuffer part = ByteBuffer.wrap(bytes, 0, length);
			assertThat(ConnectRequest.read(part)).isNull();
			assertThat(part.position()).isZero();
		}
	}

	@Test
	void aRequestThatADaemonRefusesIsRefusedWithItsCode() {
		REFUSED_REQUESTS.forEach((name, code) -> assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> ConnectRequest.read(ByteBuffer.wrap(GoldenFrame.named(name).bytes())))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code)));
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void aRefusalEndsWithTheByteOfItsCode(GoldenFrame golden) {
		byte[] bytes = golden.bytes();
		ErrorCode code = ErrorCode.of(bytes[bytes.length - 1]);
		assertThat(code).isNotNull();
		assertThat(code.name()).startsWith("REJECT_");
		if (golden.description().startsWith("REJECT_")) {
			assertThat(golden.description()).startsWith(code.name() + " (" + code.code() + ")");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reject.auth.unknown_method.3", "reject.auth.empty_choice.3" })
	void aChoiceThatIsNotOfferedIsRefused(String name) {
		AuthenticationMethods choice = AuthenticationMethods
			.readChoice(ByteBuffer.wrap(GoldenFrame.named(name).bytes()));
		assertThat(choice).isNotNull();
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> AuthenticationMethods.NULL.requireChosen(choice))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.REJECT_AUTH));
	}

	@Test
	void aShortChoiceIsWaitedFor() {
		byte[] bytes = GoldenFrame.named("reject.auth.short_choice.3").bytes();
		assertThat(AuthenticationMethods.readChoice(ByteBuffer.wrap(bytes))).isNull();
	}

	@Test
	void threeFilledSlotsAreRefusedAndNeverSent() {
		AuthenticationMethods three = new AuthenticationMethods(List.of("NULL", "NULL", "NULL"));
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> AuthenticationMethods.NULL.requireChosen(three));
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(three::toChoice)
			.withMessageContaining("1 or 2");
	}

	@Test
	void anAnswerThatIsNotFromADaemonIsNotTakenForOne() {
		byte[] http = "HTTP/1.1 400 Bad Request".getBytes(StandardCharsets.US_ASCII);
		assertThatExceptionOfType(MalformedFrameException.class)
			.isThrownBy(() -> AcceptReply.read(ByteBuffer.wrap(http), SpreadVersion.CURRENT))
			.withMessageContaining("Spread daemon");
	}

	private static SpreadVersion clientOf(GoldenFrame reply) {
		String name = reply.name();
		GoldenFrame first = GoldenFrame.named(name.substring(0, name.lastIndexOf('.')) + ".1");
		ConnectRequest request = ConnectRequest.read(ByteBuffer.wrap(first.bytes()));
		assertThat(request).isNotNull();
		return request.version();
	}

	private static byte[] bytes(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(bytes);
		return bytes;
	}

}
