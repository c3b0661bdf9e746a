package io.github.spreadspring.client.session;

import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the threads of sessions.
 */
class SessionThreadTests {

	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	private EmbeddedSpreadDaemon daemon;

	@BeforeEach
	void start() {
		this.daemon = EmbeddedSpreadDaemon.builder().build().start();
	}

	@AfterEach
	void stop() {
		this.daemon.close();
	}

	@Test
	void sessionsWithoutPrivateNameHaveThreadsWithDifferentNames() {
		try (SpreadSession one = session(""); SpreadSession two = session("")) {
			assertThat(one.privateGroup()).isNotEqualTo(two.privateGroup());
			assertThat(newThreads()).hasSize(2);
		}
	}

	@Test
	void theThreadIsNamedAfterThePrivateNameAlsoWhenTheSessionStartsAgain() {
		try (SpreadSession session = session("orders")) {
			assertThat(newThreads()).containsExactly("spread-session-orders");
			session.stop();
			session.start();
			assertThat(newThreads()).containsExactly("spread-session-orders");
		}
	}

	private SpreadSession session(String privateName) {
		SpreadSession session = new SpreadSession(
				SessionSettings.of(ConnectionSettings.of(this.daemon.address()).privateName(privateName)));
		session.start();
		return session;
	}

	private Set<String> newThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !this.before.contains(thread))
			.map(Thread::getName)
			.filter((name) -> name.startsWith("spread-session"))
			.collect(Collectors.toSet());
	}

}
