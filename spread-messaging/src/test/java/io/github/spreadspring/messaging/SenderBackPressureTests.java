package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
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
import static org.awaitility.Awaitility.await;

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
		assertFails(() -> {
			this.template.convertAndSend("orders", "text");
			return CompletableFuture.completedFuture(null);
		});
	}

	@Test
	void anAsynchronousSendWaitsForItsTurnToo() {
		assertFails(() -> this.template.sendAsync("orders", "text"));
	}

	@Test
	void aRequestWaitsForItsTurnToo() {
		assertFails(() -> this.template.to("#nobody#localhost").sendAndReceiveAsync("text", String.class));
	}

	/**
	 * Have one sender stuck in the middle of a message; then others fail in time, and all
	 * goes on when the daemon does.
	 * @param way how to send
	 */
	private void assertFails(Supplier<CompletableFuture<?>> way) {
		AtomicBoolean stuck = new AtomicBoolean(true);
		CompletableFuture<Void> filling = CompletableFuture.runAsync(() -> {
			while (stuck.get()) {
				this.template.convertAndSend("elsewhere", LARGE);
			}
		});
		await().until(() -> failure(way) instanceof SendNotStartedException);
		assertThat(this.session.state()).isEqualTo(SessionState.CONNECTED);
		stuck.set(false);
		this.network.daemon().faults().thaw();
		filling.orTimeout(10, TimeUnit.SECONDS).join();
		Peer peer = this.network.peer("peer").join("later");
		this.template.convertAndSend("later", "text");
		assertThat(peer.text()).isEqualTo("text");
	}

	private static @Nullable Throwable failure(Supplier<CompletableFuture<?>> way) {
		try {
			CompletableFuture<?> sent = way.get();
			return sent.isCompletedExceptionally() ? sent.handle((value, failure) -> failure).join() : null;
		}
		catch (SendNotStartedException ex) {
			assertThat(ex).hasMessageContaining("nothing was sent");
			return ex;
		}
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
