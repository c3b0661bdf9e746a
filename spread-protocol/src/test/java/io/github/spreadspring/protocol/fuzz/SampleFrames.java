package io.github.spreadspring.protocol.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.spreadspring.protocol.ClientFrames;
import io.github.spreadspring.protocol.DaemonFrames;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Frames that are in order, to begin with: captured ones, and of each kind some of our
 * own.
 */
public final class SampleFrames {

	/** Read without a JSON parser, which not all modules have. */
	private static final Pattern HEX = Pattern.compile("\"hex\": *\"([0-9a-f]*)\"");

	private static final MemberId SELF = MemberId.of("alice", "localhost");

	private static final GroupId ID = new GroupId(4803, 1, 7);

	private SampleFrames() {
	}

	/**
	 * Return frames of both directions: who is hostile sends the other's too.
	 * @return their bytes
	 */
	public static List<byte[]> all() {
		List<byte[]> frames = new ArrayList<>(captured());
		for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
			own(order).forEach((frame) -> frames.add(frame.toBytes().array()));
		}
		return frames;
	}

	private static List<byte[]> captured() {
		try (InputStream json = SampleFrames.class.getResourceAsStream("/golden-frames.json")) {
			Matcher hex = HEX.matcher(new String(json.readAllBytes(), StandardCharsets.UTF_8));
			List<byte[]> all = hex.results().map((result) -> HexFormat.of().parseHex(result.group(1))).toList();
			return all.stream().filter((bytes) -> bytes.length >= FrameHeader.SIZE).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Frame> own(ByteOrder order) {
		List<Frame> frames = new ArrayList<>();
		for (ServiceType service : ServiceType.values()) {
			frames.add(message(service, List.of("g"), 10, order));
		}
		frames.add(message(ServiceType.AGREED, List.of("g", "h", SELF.toString()), 1000, order));
		frames.add(message(ServiceType.SAFE, IntStream.range(0, 43).mapToObj((i) -> "g" + i).toList(), 0, order));
		frames.add(ClientFrames.join(SELF, "g", order));
		frames.add(ClientFrames.leave(SELF, "g", order));
		for (MembershipCause cause : MembershipCause.values()) {
			frames.add(DaemonFrames.membership(cause, "g", List.of(SELF.toString(), "#bob#localhost"),
					MembershipBody.ofChange(ID, SELF.toString()), order));
		}
		List<List<String>> sets = List.of(List.of("#bob#localhost"), List.of(SELF.toString(), "#carol#other"));
		frames.add(DaemonFrames.membership(MembershipCause.NETWORK, "g", sets.stream().flatMap(List::stream).toList(),
				new MembershipBody(ID, sets, 1), order));
		frames.add(DaemonFrames.transition("g", ID, order));
		frames.add(DaemonFrames.selfLeave("g", order));
		frames.add(DaemonFrames.reject(message(ServiceType.AGREED, List.of("g", "h"), 20, order), order));
		frames.add(DaemonFrames.reject(ClientFrames.join(SELF, "g", order), order));
		return frames;
	}

	private static Frame message(ServiceType service, List<String> groups, int length, ByteOrder order) {
		return ClientFrames.multicast(SELF, service, false, groups, (short) 7, new byte[length], order);
	}

}
