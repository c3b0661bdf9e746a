package io.github.spreadspring.client.docs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.AuthenticationMethod;
import io.github.spreadspring.client.AuthenticationRejectedException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.Transport;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.daemon.AccessPolicy;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The examples about the client without Spring.
 */
class ClientTests {

	private final List<SpreadEvent> events = new ArrayList<>();

	private final List<String> processed = new ArrayList<>();

	@Test
	void aBodyIsReceivedIntoABuffer() throws InterruptedException {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();
				SpreadConnection connection = SpreadConnection.open(ConnectionSettings.of(daemon.address()))) {
			connection.multicast(OutboundMessage.of(connection.privateGroup().toString(), "hello".getBytes()));
			// the longest body to one group
			ByteBuffer buffer = ByteBuffer.allocateDirect(143_119);
			SpreadMessage message = connection.receive(buffer.clear(), Duration.ofSeconds(1));
			if (message instanceof RegularMessage) {
				process(buffer.flip());
			}
		}
		assertThat(this.processed).containsExactly("hello");
	}

	@Test
	void aSessionStaysConnected() throws InterruptedException {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start()) {
			ConnectionSettings settings = ConnectionSettings.of(daemon.address());
			boolean running = true;
			try (SpreadSession session = new SpreadSession(SessionSettings.of(settings))) {
				session.start();
				// one for each listener
				SpreadStream stream = session.open();
				stream.join("news");
				while (running) {
					// null when nothing came
					SpreadEvent event = stream.receive(Duration.ofSeconds(1));
					running = handle(event);
				}
			}
		}
		assertThat(this.events).hasAtLeastOneElementOfType(GroupJoined.class);
	}

	@Test
	void aMethodOfAuthenticationIsChosen() {
		ConnectionSettings settings = ConnectionSettings.of("4803@localhost");
		settings = settings.authentication(AuthenticationMethod.IP);
		assertThat(settings.authentication()).extracting(AuthenticationMethod::name).containsExactly("IP");
	}

	@Test
	void aMethodOfOursTalksWithTheDaemon() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder()
			.authentication("PWORD", (dialogue) -> dialogue.read(40).thenApply((credentials) -> {
				boolean right = credentials[32] == 'o';
				dialogue.write((byte) (right ? 1 : 0));
				return right;
			}))
			.build()
			.start()) {
			ConnectionSettings settings = ConnectionSettings.of(daemon.address());
			SpreadConnection.open(settings.authentication(new Password("alice", "open"))).close();
			assertThatExceptionOfType(AuthenticationRejectedException.class)
				.isThrownBy(() -> SpreadConnection.open(settings.authentication(new Password("alice", "shut"))));
		}
	}

	@Test
	void aTransportIsChosen() {
		ConnectionSettings settings = ConnectionSettings.of("4803@localhost");
		settings = settings.transport(Transport.NATIVE).nativeLibraryPath(Path.of("/usr/local/lib/libspread.so.3"));
		assertThat(settings.transport()).isEqualTo(Transport.NATIVE);
	}

	@Test
	void aDaemonRefusesWhatItIsToldToRefuse() throws InterruptedException {
		EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().accessPolicy(new AccessPolicy() {

			@Override
			public boolean maySend(MemberId sender, List<String> destinations, ServiceType serviceType) {
				// what is denied comes back as a RejectedMessage
				return !destinations.contains("read-only");
			}

		}).build().start();
		try (daemon; SpreadConnection connection = SpreadConnection.open(ConnectionSettings.of(daemon.address()))) {
			connection.multicast(OutboundMessage.of("read-only", new byte[1]));
			assertThat(connection.receive(Duration.ofSeconds(5))).isInstanceOf(RejectedMessage.class);
		}
	}

	private boolean handle(SpreadEvent event) {
		this.events.add(event);
		return !(event instanceof GroupJoined);
	}

	private void process(ByteBuffer body) {
		this.processed.add(StandardCharsets.UTF_8.decode(body).toString());
	}

}
