package io.github.spreadspring.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.protocol.FrameHeader;
import io.github.spreadspring.protocol.NameField;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what clients of a network get against what was captured from two C daemons, of
 * which the second was frozen and resumed.
 */
@Timeout(30)
class NetworkGoldenFrameTests {

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	/** The time of our daemon membership for that of a captured one. */
	private final Map<Integer, Integer> times = new HashMap<>();

	@Test
	void membershipFramesAreThoseOfRealDaemonsApartFromTheDaemonMemberships() throws IOException {
		EmbeddedSpreadNetwork network = this.resources
			.start(EmbeddedSpreadNetwork.builder().daemons("d1", "d2").detectionTime(Duration.ZERO));
		TestClient anna = this.resources.connect(network.daemon("d1"), "anna").joined("g");
		TestClient zoe = this.resources.connect(network.daemon("d2"), "zoe").join("g");
		assertReceives(anna, "membership.join.two_daemons");
		assertReceives(zoe, "membership.join.two_daemons");
		TestClient abe = this.resources.connect(network.daemon("d2"), "abe").join("g");
		assertReceives(anna, "membership.join.daemon_order_before_name_order");
		assertReceives(zoe, "membership.join.daemon_order_before_name_order");
		assertReceives(abe, "membership.join.daemon_order_before_name_order");
		network.daemon("d2").faults().freeze();
		assertReceives(anna, "membership.transition");
		assertReceives(anna, "membership.network.partition");
		network.daemon("d2").faults().thaw();
		assertReceives(anna, "membership.network.merge.side_without_loss");
		for (TestClient other : new TestClient[] { zoe, abe }) {
			assertReceives(other, "membership.transition.other_side");
			assertReceives(other, "membership.network.merge.other_side");
		}
		assertThat(this.times).hasSize(3).doesNotContainValue(0);
		assertThat(Map.copyOf(this.times).values()).doesNotHaveDuplicates();
	}

	/**
	 * Compare all bytes, after each captured id of a daemon membership was replaced by
	 * ours. The same must always be replaced by the same.
	 */
	private void assertReceives(TestClient client, String name) throws IOException {
		byte[] expected = GoldenFrames.bytes(name);
		byte[] received = client.receiveBytes();
		assertThat(received).as(name).hasSameSizeAs(expected);
		FrameHeader header = FrameHeader.read(ByteBuffer.wrap(expected));
		int body = FrameHeader.SIZE + header.groupCount() * NameField.SIZE;
		ByteBuffer captured = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
		int ours = ByteBuffer.wrap(received).order(ByteOrder.LITTLE_ENDIAN).getInt(body + 4);
		int time = this.times.computeIfAbsent(captured.getInt(body + 4), (key) -> ours);
		captured.putInt(body, "d1".hashCode()).putInt(body + 4, time);
		assertThat(received).as(name).isEqualTo(expected);
	}

}
