package io.github.spreadspring.sample.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.SpreadLimits;
import io.github.spreadspring.sample.testing.RawPeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clients in other languages, at daemons that do not do what daemons should. All
 * languages at the same time, since much of it is waiting.
 */
class PeerFaultTests {

	private static final int MESSAGES = 80;

	private static final int EMPTY_FRAME = 48 + 32;

	@RegisterExtension
	final PeerProcesses processes = new PeerProcesses();

	private final List<PeerDriver> peers = new ArrayList<>();

	@BeforeEach
	void drive() throws IOException {
		for (PeerLanguage language : PeerLanguage.values()) {
			language.require();
			this.peers.add(this.processes.drive(language));
		}
	}

	@Test
	void aWebServerIsNotTakenForADaemon() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			for (PeerDriver peer : this.peers) {
				CompletableFuture<Void> refusal = start(peer, (each) -> {
					String address = server.getLocalPort() + "@localhost";
					assertThat(each.ask("connect", Map.of("address", address)).path("lost").asString())
						.contains("does not speak Spread");
				});
				try (Socket client = server.accept()) {
					client.getInputStream().readNBytes(5);
					client.getOutputStream()
						.write("HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n      "
							.getBytes(StandardCharsets.US_ASCII));
					refusal.get(20, TimeUnit.SECONDS);
				}
			}
		}
	}

	@Test
	void disconnectEndsAtADaemonThatNeverStopsTalking() throws Exception {
		byte[] message = RudeDaemon.message(new byte[1000]);
		try (RudeDaemon daemon = new RudeDaemon((in, out) -> {
			while (true) {
				out.write(message);
			}
		})) {
			all((peer) -> {
				peer.connect(daemon.address(), "");
				assertThat(peer.receive().path("kind").asString()).isEqualTo("message");
				peer.disconnect();
			});
		}
	}

	@Test
	void aDaemonThatTakesNothingForAWhileGetsEverything() throws Exception {
		byte[] body = new byte[SpreadLimits.maxBody(1)];
		CountDownLatch reading = new CountDownLatch(1);
		BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
		try (RudeDaemon daemon = new RudeDaemon((in, out) -> {
			reading.await();
			int all = MESSAGES * (EMPTY_FRAME + body.length) + EMPTY_FRAME;
			received.add(all - in.readNBytes(all).length);
		})) {
			for (PeerDriver each : this.peers) {
				assertThat(each.ask("connect", Map.of("address", daemon.address(), "timeout", 2)).has("privateGroup"))
					.isTrue();
			}
			// longer than the clients wait for an answer
			CompletableFuture.delayedExecutor(2200, TimeUnit.MILLISECONDS).execute(reading::countDown);
			all((peer) -> {
				for (int i = 0; i < MESSAGES; i++) {
					assertThat(peer.multicast(List.of("g"), body, Map.of())).isEmpty();
				}
				peer.disconnect();
			});
			for (PeerDriver each : this.peers) {
				assertThat(received.poll(10, TimeUnit.SECONDS)).isZero();
			}
		}
	}

	@Test
	void whoDoesNotReceiveMakesTheDaemonWait() throws Exception {
		byte[] message = RudeDaemon.message(new byte[100_000]);
		CountDownLatch taken = new CountDownLatch(1);
		try (RudeDaemon daemon = new RudeDaemon((in, out) -> {
			for (int i = 0; i < 1000; i++) {
				out.write(message);
			}
			taken.countDown();
		})) {
			all((peer) -> {
				peer.connect(daemon.address(), "");
				peer.receive();
			});
			assertThat(taken.await(500, TimeUnit.MILLISECONDS)).isFalse();
		}
	}

	@Test
	void anInterruptComesBeforeWhatWaits() throws Exception {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();
				RawPeer other = new RawPeer(daemon.port(), "anna")) {
			for (PeerDriver peer : this.peers) {
				String privateGroup = peer.connect(daemon.address(), "");
				for (int i = 0; i < 3; i++) {
					other.send(RawPeer.AGREED, i, privateGroup, new byte[0]);
				}
				assertThat(peer.receive().path("type").asInt()).isZero();
				peer.ask("interrupt", Map.of());
				peer.ask("interrupt", Map.of());
				assertThat(peer.receive().path("kind").asString()).isEqualTo("nothing");
				assertThat(peer.receive().path("type").asInt()).isEqualTo(1);
				assertThat(peer.receive().path("type").asInt()).isEqualTo(2);
				other.send(RawPeer.AGREED, 3, privateGroup, new byte[0]);
				assertThat(peer.receive().path("type").asInt()).isEqualTo(3);
			}
		}
	}

	private void all(Play play) throws Exception {
		List<CompletableFuture<Void>> plays = this.peers.stream().map((peer) -> start(peer, play)).toList();
		for (CompletableFuture<Void> each : plays) {
			each.get(30, TimeUnit.SECONDS);
		}
	}

	private static CompletableFuture<Void> start(PeerDriver peer, Play play) {
		return CompletableFuture.runAsync(() -> {
			try {
				play.with(peer);
			}
			catch (Exception ex) {
				throw new CompletionException(ex);
			}
		}, (task) -> new Thread(task, "peer").start());
	}

	private interface Play {

		void with(PeerDriver peer) throws Exception;

	}

}
