package io.github.spreadspring.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The time in which daemons have lost each other and do not know it yet.
 */
@Timeout(30)
class DetectionTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	private EmbeddedSpreadNetwork network;

	private TestClient anna;

	private TestClient bert;

	@Test
	void whatIsSentMeanwhileIsDeliveredInTheNewMembership() throws IOException {
		start(Duration.ofMillis(20));
		this.network.partition(List.of("alpha"));
		this.anna.multicast("g", "from anna");
		this.bert.multicast("g", "from bert");
		for (TestClient client : List.of(this.anna, this.bert)) {
			assertThat(client.receive().type().isTransition()).isTrue();
			Frame view = client.receive();
			assertThat(view.type().cause()).isEqualTo(MembershipCause.NETWORK);
			assertThat(view.groups()).containsExactly(client.id().toString());
			assertThat(client.receiveText()).isEqualTo("from " + client.id().privateName());
		}
	}

	@Test
	void nothingIsDeliveredMeanwhileButClientsCanConnect() throws IOException {
		start(LONG);
		this.network.partition(List.of("alpha"));
		this.anna.multicast("g", "waits");
		TestClient carl = this.resources.connect(this.network.daemon("alpha"), "carl").join("g");
		await().during(Duration.ofMillis(50)).until(() -> this.anna.isSilent() && carl.isSilent());
		assertThat(this.network.components()).containsExactly(Set.of("alpha", "beta", "gamma"));
	}

	@Test
	void aLossThatIsOverBeforeItIsNoticedLeavesNoTrace() throws IOException {
		start(LONG);
		this.network.partition(List.of("alpha"));
		this.anna.multicast("g", "one");
		this.network.merge();
		assertThat(this.anna.receiveText()).isEqualTo("one");
		assertThat(this.bert.receiveText()).isEqualTo("one");
		this.network.daemon("beta").faults().freeze();
		this.anna.multicast("g", "two");
		this.bert.multicast("#anna#alpha", "three");
		this.network.daemon("beta").faults().thaw();
		assertThat(this.bert.receiveText()).isEqualTo("two");
		assertThat(List.of(this.anna.receiveText(), this.anna.receiveText())).containsExactlyInAnyOrder("two", "three");
	}

	@Test
	void whoSendsMuchIsNotReadFrom() throws Exception {
		start(LONG);
		this.network.partition(List.of("alpha"));
		byte[] large = new byte[100_000];
		Thread sender = new Thread(() -> {
			try {
				for (int i = 0; i < 1_000; i++) {
					this.anna.multicast(List.of("g"), large);
				}
			}
			catch (IOException ex) {
				// closed at the end
			}
		});
		sender.start();
		await().during(Duration.ofMillis(200)).until(sender::isAlive);
		this.network.merge();
		for (int i = 0; i < 1_000; i++) {
			assertThat(this.bert.receive().body()).hasSize(large.length);
			this.anna.receive();
		}
		sender.join();
	}

	@Test
	void aDaemonThatIsLostAndBackBeforeThatIsNoticedHasLostItsClients() throws IOException {
		start(Duration.ofMillis(20));
		this.network.daemon("beta").restart();
		assertThat(this.anna.receive().type().isTransition()).isTrue();
		Frame view = this.anna.receive();
		assertThat(view.type().cause()).isEqualTo(MembershipCause.NETWORK);
		assertThat(view.groups()).containsExactly("#anna#alpha");
		await().until(() -> this.network.components().equals(List.of(Set.of("alpha", "beta", "gamma"))));
	}

	@Test
	void severalChangesBeforeOneIsNoticedAreOneStep() throws IOException {
		start(Duration.ofMillis(100));
		TestClient carl = this.resources.connect(this.network.daemon("gamma"), "carl").joined("g");
		this.anna.receive();
		this.bert.receive();
		this.network.partition(List.of("alpha"), List.of("beta"), List.of("gamma"));
		this.network.partition(List.of("alpha", "beta"));
		for (TestClient client : List.of(this.anna, this.bert)) {
			assertThat(client.receive().type().isTransition()).isTrue();
			MembershipBody view = MembershipBody.of(client.receive());
			assertThat(view.sets()).containsExactly(List.of("#anna#alpha", "#bert#beta"));
		}
		assertThat(carl.receive().type().isTransition()).isTrue();
		assertThat(carl.receive().groups()).containsExactly("#carl#gamma");
	}

	private void start(Duration detectionTime) throws IOException {
		this.network = this.resources
			.start(EmbeddedSpreadNetwork.builder().daemons("alpha", "beta", "gamma").detectionTime(detectionTime));
		this.anna = this.resources.connect(this.network.daemon("alpha"), "anna").joined("g");
		this.bert = this.resources.connect(this.network.daemon("beta"), "bert").joined("g");
		this.anna.receive();
	}

}
