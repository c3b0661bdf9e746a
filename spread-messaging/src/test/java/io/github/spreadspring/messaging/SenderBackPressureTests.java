package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SendNotStartedException;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A daemon that takes nothing makes senders wait, and then fail, on every way out;
 * nothing piles up in memory.
 */
class SenderBackPressureTests {

	private static final byte[] LARGE = new byte[100_000];

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private SpreadSession session;

	private SpreadTemplate template;

	@BeforeEach
	void freeze() throws Exception {
		ConnectionSettings settings = ConnectionSettings.of(this.network.daemon().address())
			.privateName("app")
			.sendTimeout(Duration.ofMillis(200));
		this.session = new SpreadSession(SessionSettings.of(settings));
		this.session.start();
		this.template = new SpreadTemplate(this.session, SpreadMessageConverters.plain());
		this.session.open().join("orders").get(10, TimeUnit.SECONDS);
		this.network.daemon().faults().freeze();
	}

	@AfterEach
	void close() {
		this.network.daemon().faults().thaw();
		this.session.close();
	}

	@Test
	void aSendWaitsAndThenFails() {
		fill((body) -> this.template.convertAndSend("orders", body));
	}

	@Test
	void anAsynchronousSendWaitsForItsTurnToo() {
		fill((body) -> this.template.sendAsync("orders", body));
	}

	@Test
	void aRequestWaitsForItsTurnToo() {
		fill((body) -> this.template.to("#nobody#localhost").sendAndReceiveAsync(body, String.class));
	}

	/**
	 * Send until nothing more is taken; then all the same nothing is broken.
	 * @param way how to send
	 */
	private void fill(Consumer<byte[]> way) {
		assertThatExceptionOfType(SendNotStartedException.class).isThrownBy(() -> {
			// more than all buffers on the way can hold
			for (int i = 0; i < 1000; i++) {
				way.accept(LARGE);
			}
		}).withMessageContaining("nothing was sent");
		assertThat(this.session.state()).isEqualTo(SessionState.CONNECTED);
		this.network.daemon().faults().thaw();
		Peer peer = this.network.peer("peer").join("later");
		CompletableFuture.runAsync(() -> this.template.convertAndSend("later", "text")).join();
		assertThat(peer.text()).isEqualTo("text");
	}

	@Test
	void onlySoManyRequestsWaitForReplies() {
		ReplyDesk desk = new ReplyDesk(this.session, 2);
		PendingReply reply = new PendingReply() {

			@Override
			public boolean reply(RegularMessage message) {
				return false;
			}

			@Override
			public void lost(ConnectionLost event) {
			}

		};
		String first = desk.add(reply);
		desk.add(reply);
		assertThatExceptionOfType(SendNotStartedException.class).isThrownBy(() -> desk.add(reply))
			.withMessageContaining("2 requests wait");
		desk.remove(first);
		assertThat(desk.add(reply)).isNotEqualTo(first);
		desk.close();
	}

}
