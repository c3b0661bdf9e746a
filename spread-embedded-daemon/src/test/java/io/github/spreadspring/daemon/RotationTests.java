package io.github.spreadspring.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.MembershipCause;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * SAFE messages that take their time, and what happens to them when the network changes
 * meanwhile.
 */
@Timeout(30)
class RotationTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	private EmbeddedSpreadNetwork network;

	private TestClient anna;

	private TestClient bert;

	@Test
	void aSafeMessageComesAfterARotationAndWhatIsBehindItToo() throws IOException {
		start(Duration.ofMillis(20));
		for (TestClient client : List.of(this.anna, this.bert)) {
			client.multicast(ServiceType.SAFE, "g", "safe");
			client.multicast(ServiceType.FIFO, "g", "behind");
			for (TestClient receiver : List.of(this.anna, this.bert)) {
				assertThat(receiver.receiveText()).isEqualTo("safe");
				assertThat(receiver.receiveText()).isEqualTo("behind");
			}
		}
	}

	@Test
	void onlySmallUnorderedMessagesOvertake() throws IOException {
		start(LONG);
		this.anna.multicast(ServiceType.SAFE, "g", "safe");
		this.anna.multicast(ServiceType.AGREED, "g", "agreed");
		this.anna.multicast(ServiceType.RELIABLE, "g", "x".repeat(1432 - 48 - 32 + 1));
		this.anna.multicast(ServiceType.RELIABLE, "g", "y".repeat(1432 - 48 - 32));
		this.anna.multicast(ServiceType.UNRELIABLE, "g", "z");
		assertThat(this.bert.receiveText()).startsWith("y");
		assertThat(this.bert.receiveText()).isEqualTo("z");
		assertThat(this.anna.receiveText()).startsWith("y");
		assertThat(this.anna.receiveText()).isEqualTo("z");
		assertThat(this.bert.isSilent()).isTrue();
	}

	@Test
	void whatIsNotSafeComesBetweenSignalAndViewOnBothSides() throws IOException {
		start(LONG);
		this.anna.multicast(ServiceType.SAFE, "g", "safe")
			.multicast(ServiceType.AGREED, "g", "behind")
			.multicast(ServiceType.RELIABLE, "g", "overtakes");
		assertThat(this.anna.receiveText()).isEqualTo("overtakes");
		assertThat(this.bert.receiveText()).isEqualTo("overtakes");
		this.network.partition(List.of("alpha"));
		for (TestClient client : List.of(this.anna, this.bert)) {
			assertThat(client.receive().type().isTransition()).isTrue();
			assertThat(client.receiveText()).isEqualTo("safe");
			assertThat(client.receiveText()).isEqualTo("behind");
			assertThat(client.receive().groups()).containsExactly(client.id().toString());
		}
	}

	@Test
	void aFrozenDaemonGetsWhatWasNotSafeWhenItGoesOn() throws IOException {
		start(LONG);
		this.anna.multicast(ServiceType.SAFE, "g", "safe").multicast(ServiceType.RELIABLE, "g", "overtakes");
		assertThat(this.anna.receiveText()).isEqualTo("overtakes");
		assertThat(this.bert.receiveText()).isEqualTo("overtakes");
		this.network.daemon("beta").faults().freeze();
		assertThat(this.anna.receive().type().isTransition()).isTrue();
		assertThat(this.anna.receiveText()).isEqualTo("safe");
		assertThat(this.anna.receive().groups()).containsExactly("#anna#alpha");
		this.anna.multicast(ServiceType.RELIABLE, "g", "alone");
		assertThat(this.anna.receiveText()).isEqualTo("alone");
		this.network.daemon("beta").faults().thaw();
		assertThat(this.bert.receive().type().isTransition()).isTrue();
		assertThat(this.bert.receiveText()).isEqualTo("safe");
		Frame view = this.bert.receive();
		assertThat(view.type().cause()).isEqualTo(MembershipCause.NETWORK);
		assertThat(view.groups()).containsExactly("#anna#alpha", "#bert#beta");
		assertThat(this.anna.receive().groups()).isEqualTo(view.groups());
	}

	@Test
	void aMergeLosesNothingThatWasNotSafe() throws IOException {
		start(LONG);
		this.network.partition(List.of("alpha"));
		skip(this.anna, 2);
		skip(this.bert, 2);
		this.anna.multicast(ServiceType.SAFE, "g", "safe").multicast(ServiceType.RELIABLE, "g", "overtakes");
		assertThat(this.anna.receiveText()).isEqualTo("overtakes");
		this.network.merge();
		assertThat(this.anna.receiveText()).isEqualTo("safe");
		assertThat(this.anna.receive().groups()).containsExactly("#anna#alpha", "#bert#beta");
		assertThat(this.bert.receive().groups()).containsExactly("#anna#alpha", "#bert#beta");
	}

	@Test
	void whoJoinsInTheMidstOfAChangeJoinsTheNewMembershipAndSoDoesWhatItSendsThen() throws IOException {
		start(LONG);
		TestClient carl = this.resources.connect(this.network.daemon("alpha"), "carl");
		this.anna.multicast(ServiceType.SAFE, "g", "safe").multicast(ServiceType.RELIABLE, "g", "overtakes");
		assertThat(this.anna.receiveText()).isEqualTo("overtakes");
		assertThat(this.bert.receiveText()).isEqualTo("overtakes");
		carl.join("g").multicast(ServiceType.AGREED, "g", "joined").multicast(ServiceType.RELIABLE, "#anna#alpha", "x");
		assertThat(this.anna.receiveText()).isEqualTo("x");
		this.network.partition(List.of("alpha"));
		assertThat(this.anna.receive().type().isTransition()).isTrue();
		assertThat(this.anna.receiveText()).isEqualTo("safe");
		assertThat(this.anna.receive().groups()).containsExactly("#anna#alpha");
		assertThat(this.anna.receive().groups()).containsExactly("#anna#alpha", "#carl#alpha");
		assertThat(this.anna.receiveText()).isEqualTo("joined");
		assertThat(carl.receive().groups()).containsExactly("#anna#alpha", "#carl#alpha");
		assertThat(carl.receiveText()).isEqualTo("joined");
	}

	private void start(Duration rotation) throws IOException {
		this.network = this.resources.start(EmbeddedSpreadNetwork.builder()
			.daemons("alpha", "beta")
			.rotation(rotation)
			.detectionTime(Duration.ZERO));
		this.anna = this.resources.connect(this.network.daemon("alpha"), "anna").joined("g");
		this.bert = this.resources.connect(this.network.daemon("beta"), "bert").joined("g");
		skip(this.anna, 1);
	}

	private static void skip(TestClient client, int frames) throws IOException {
		for (int i = 0; i < frames; i++) {
			client.receive();
		}
	}

}
