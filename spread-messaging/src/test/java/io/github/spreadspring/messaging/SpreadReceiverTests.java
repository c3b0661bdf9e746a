package io.github.spreadspring.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.messaging.Message;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.JoinRefusedException;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.daemon.AccessPolicy;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.protocol.IllegalNameException;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Receiving without a listener.
 */
class SpreadReceiverTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private SpreadSession session;

	private SpreadTemplate template;

	private Peer peer;

	@BeforeEach
	void connect() {
		this.session = this.network.session();
		this.template = new SpreadTemplate(this.session, SpreadMessageConverters.json(JsonMapper.builder().build()));
		this.peer = this.network.peer("peer");
	}

	@Test
	void receiveJoinsWaitsForOneMessageAndLeaves() throws Exception {
		CompletableFuture<Message<?>> received = CompletableFuture
			.supplyAsync(() -> this.template.receive("news", PATIENCE));
		this.network.awaitIn(this.session, "news");
		this.peer.send("news", "extra");
		Message<?> message = received.get(10, TimeUnit.SECONDS);
		assertThat(message.getPayload()).isEqualTo("extra".getBytes(StandardCharsets.UTF_8));
		assertThat(message.getHeaders().get(SpreadHeaders.SENDER)).hasToString(this.peer.id());
		this.network.awaitOutOf(this.session, "news");
	}

	@Test
	void receiveAndConvertGivesThePayload() throws Exception {
		CompletableFuture<Integer> received = CompletableFuture
			.supplyAsync(() -> this.template.receiveAndConvert("news", Integer.class, PATIENCE));
		this.network.awaitIn(this.session, "news");
		this.peer.send("news", "42");
		assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(42);
	}

	@Test
	void withoutAMessageInTimeThereIsNull() {
		this.template.getProperties().setReceiveTimeout(Duration.ofMillis(50));
		this.template.setDefaultDestination("news");
		assertThat(this.template.receive()).isNull();
		assertThat(this.template.receive("news")).isNull();
		assertThat(this.template.receiveAndConvert("news", String.class)).isNull();
		this.network.awaitOutOf(this.session, "news");
	}

	@Test
	void aReceiverMissesNothingBetweenTwoCalls() {
		try (SpreadReceiver receiver = this.template.receiver("news")) {
			assertThat(receiver.awaitJoined(PATIENCE)).isTrue();
			this.peer.send("news", "1");
			this.peer.send("news", "2");
			assertThat(receiver.receiveAndConvert(Integer.class, PATIENCE)).isEqualTo(1);
			assertThat(receiver.receiveAndConvert(Integer.class, PATIENCE)).isEqualTo(2);
			assertThat(receiver.receive(Duration.ZERO)).isNull();
		}
		this.network.awaitOutOf(this.session, "news");
	}

	@Test
	void aReceiverTellsHowOftenTheConnectionWasLost() {
		try (SpreadReceiver receiver = this.template.receiver("news")) {
			assertThat(receiver.awaitJoined(PATIENCE)).isTrue();
			assertThat(receiver.gaps()).isZero();
			this.peer.close();
			this.network.restartDaemon();
			Peer after = this.network.peer("after");
			await().until(() -> receiver.receive(Duration.ZERO) == null && receiver.gaps() == 1);
			this.network.awaitIn(this.session, "news");
			after.send("news", "again");
			assertThat(receiver.receiveAndConvert(String.class, PATIENCE)).isEqualTo("again");
		}
	}

	@Test
	void aReceiverOfOurPrivateGroupNeedsNoJoin() {
		try (SpreadReceiver receiver = this.template.receiver(SpreadStream.PRIVATE)) {
			assertThat(receiver.awaitJoined(PATIENCE)).isTrue();
			this.peer.send(String.valueOf(this.session.privateGroup()), "for you");
			assertThat(receiver.receiveAndConvert(String.class, PATIENCE)).isEqualTo("for you");
		}
	}

	@Test
	void aGroupThatDoesNotLetUsInIsToldOfWhileWaiting() {
		AccessPolicy closed = new AccessPolicy() {

			@Override
			public boolean mayJoin(MemberId member, String group) {
				return false;
			}

		};
		try (EmbeddedSpreadDaemon strict = EmbeddedSpreadDaemon.builder().accessPolicy(closed).build().start();
				SpreadSession refused = new SpreadSession(
						SessionSettings.of(ConnectionSettings.of(strict.address())))) {
			refused.start();
			SpreadTemplate outside = new SpreadTemplate(refused, SpreadMessageConverters.plain());
			for (int i = 0; i < 20; i++) {
				assertThatExceptionOfType(JoinRefusedException.class)
					.isThrownBy(() -> outside.receive("news", PATIENCE))
					.withMessageContaining("news");
			}
		}
	}

	@Test
	void aGroupWithAnIllegalNameIsRefusedAndNothingStaysOpen() {
		assertThatExceptionOfType(IllegalNameException.class)
			.isThrownBy(() -> this.template.receiver("news", "no group"));
		this.network.awaitOutOf(this.session, "news");
	}

}
