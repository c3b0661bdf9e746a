package io.github.spreadspring.client.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.ScriptedDaemon;
import io.github.spreadspring.client.testing.ScriptedPeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which message is confirmed when, step by step.
 */
class SessionConfirmationOrderTests {

	private final ScriptedDaemon daemon = ScriptedDaemon.start();

	private final SpreadSession session = Events.session(this.daemon.settings());

	private final SpreadStream stream = this.session.open();

	private ScriptedPeer peer;

	@BeforeEach
	void connect() throws Exception {
		this.session.start();
		this.peer = this.daemon.nextClient();
		for (String group : List.of("g", "h")) {
			this.stream.join(group);
			this.peer.expectJoin(group);
			this.peer.sayJoined(group, 1, this.peer.id(), this.peer.id());
		}
		Awaitility.await().until(() -> this.session.views().size() == 2);
	}

	@AfterEach
	void close() throws Exception {
		this.peer.close();
		this.session.close();
		this.daemon.close();
	}

	@Test
	void nothingIsConfirmedBeforeItComesBackAndEachMessageByItsOwnReturn() throws Exception {
		this.session.multicast(Mailbox.message("g", "same"));
		CompletableFuture<SendResult> second = send("g", "same");
		CompletableFuture<SendResult> third = send("g", "same");
		comeBack("g", "same");
		comeBack("g", "same");
		assertThat(second.get(10, TimeUnit.SECONDS).confirmed()).isTrue();
		assertThat(third).isNotDone();
		comeBack("g", "same");
		assertThat(third.get(10, TimeUnit.SECONDS).confirmed()).isTrue();
	}

	@Test
	void aLostConnectionFailsWhatDidNotComeBack() throws Exception {
		CompletableFuture<SendResult> result = send("g", "x");
		this.peer.close();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> result.get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(ConnectionClosedException.class)
			.withMessageContaining("others may have received it or not");
	}

	@Test
	void whatWasSentBehindOurLeaveIsUnconfirmedAtOnce() throws Exception {
		this.stream.leave("g");
		this.peer.expectLeave("g");
		assertThat(send("g", "x").get(10, TimeUnit.SECONDS).confirmed()).isFalse();
	}

	@Test
	void whatDidNotComeBackBeforeWeWereOutOfAllItsGroupsNeverWill() throws Exception {
		CompletableFuture<SendResult> both = this.session.multicastAsync(Mailbox.message("g", "x").to("g", "h"));
		CompletableFuture<SendResult> one = send("g", "y");
		this.stream.leave("g");
		this.peer.sayLeft("g");
		assertThat(one.get(10, TimeUnit.SECONDS).confirmed()).isFalse();
		assertThat(both).isNotDone();
		this.stream.leave("h");
		this.peer.sayLeft("h");
		assertThat(both.get(10, TimeUnit.SECONDS).confirmed()).isFalse();
	}

	@Test
	void aMessageThatALaterOneOvertookIsNotWaitedForAnyMore() throws Exception {
		CompletableFuture<SendResult> first = send("g", "long");
		CompletableFuture<SendResult> second = send("g", "x");
		comeBack("g", "x");
		assertThat(second.get(10, TimeUnit.SECONDS).confirmed()).isTrue();
		assertThat(first.get(10, TimeUnit.SECONDS).confirmed()).isFalse();
	}

	@Test
	void aReturnThatNobodyExpectsChangesNothing() throws Exception {
		CompletableFuture<SendResult> result = send("g", "x");
		comeBack("g", "something else");
		comeBack("g", "x");
		assertThat(result.get(10, TimeUnit.SECONDS).confirmed()).isTrue();
	}

	private CompletableFuture<SendResult> send(String group, String text) {
		return this.session.multicastAsync(Mailbox.message(group, text));
	}

	private void comeBack(String group, String text) throws Exception {
		this.peer.sayOwnText(group, text);
	}

}
