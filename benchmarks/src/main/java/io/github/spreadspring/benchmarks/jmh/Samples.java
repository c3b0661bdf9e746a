package io.github.spreadspring.benchmarks.jmh;

import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.ClientFrames;
import io.github.spreadspring.protocol.DaemonFrames;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.ServiceType;

/**
 * What the benchmarks work on.
 */
final class Samples {

	static final ByteOrder ORDER = ByteOrder.nativeOrder();

	static final MemberId SENDER = MemberId.of("sender", "localhost");

	static final List<String> GROUPS = List.of("benchmark");

	private Samples() {
	}

	static Frame message(byte[] body) {
		return ClientFrames.multicast(SENDER, ServiceType.AGREED, false, GROUPS, (short) 0, body, ORDER);
	}

	static RegularMessage received(byte[] body, int messageType) {
		return new RegularMessage(SENDER, GROUPS, ServiceType.AGREED, false, (short) messageType, ORDER, body);
	}

	static Frame view(int members) {
		List<String> names = IntStream.range(0, members).mapToObj((i) -> "#member" + i + "#localhost").toList();
		return DaemonFrames.membership(MembershipCause.NETWORK, "benchmark", names,
				new MembershipBody(new GroupId(1, 2, 3), List.of(names), 0), ORDER);
	}

}
