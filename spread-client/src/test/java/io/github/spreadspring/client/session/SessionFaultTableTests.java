package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.testing.EachTransport;
import io.github.spreadspring.client.testing.FaultyLine;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.client.testing.TestTransport;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Everything that can go wrong, in every state of a session: it tells the truth, ends
 * when it has to, comes back when the fault is over, and leaves nothing behind.
 */
@EachTransport
class SessionFaultTableTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	/** For who has to be found waiting before the next attempt. */
	private static final Duration LONG = Duration.ofSeconds(1);

	/** Of {@code stop()} and {@code close()}, whatever goes wrong. */
	private static final Duration BOUND = Duration.ofSeconds(5);

	private static final AtomicInteger cells = new AtomicInteger();

	private final String name = "cell" + cells.incrementAndGet();

	private final TestTransport transport;

	private final EmbeddedSpreadDaemon daemon;

	private final FaultyLine line;

	SessionFaultTableTests(TestTransport transport) {
		transport.assumeAvailable();
		this.transport = transport;
		this.daemon = EmbeddedSpreadDaemon.builder().build().start();
		this.line = FaultyLine.to(this.daemon.port());
	}

	@AfterEach
	void close() throws Exception {
		this.line.close();
		this.daemon.close();
	}

	@AfterAll
	static void expectNoThreadAtAll() {
		expectNoThread((thread) -> thread.matches(".*-cell\\d+"));
	}

	@ParameterizedTest(name = "{0} and {1}")
	@MethodSource("cells")
	void aSessionSurvives(SessionState state, Fault fault) throws Exception {
		String address = fault.isOfTheLine() ? this.line.address() : this.daemon.address();
		SpreadSession session = session(address, state);
		try {
			bring(session, state, fault);
			assertThat(session.state()).isEqualTo(state);
			fault.begin(this);
			if (state == SessionState.CLOSED) {
				checkClosed(session, fault);
				return;
			}
			checkFault(session, state, fault);
			expectEndWithin(session::stop);
			assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
			new Thread(session::start, "starter-" + this.name).start();
			fault.end(this);
			assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			session.open().join("g").get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
			assertThat(session.lastFailure()).isNull();
		}
		finally {
			expectEndWithin(session::close);
			assertThat(session.state()).isEqualTo(SessionState.CLOSED);
			assertThat(session.privateGroup()).isNull();
			// that of the commands stays for another second
			expectNoThread(
					(thread) -> thread.endsWith("-" + this.name) && !thread.equals("spread-commands-" + this.name));
		}
	}

	private void checkClosed(SpreadSession session, Fault fault) throws Exception {
		BackOffCounter changes = new BackOffCounter();
		session.addStateListener(changes);
		assertThatIllegalStateException().isThrownBy(session::start);
		fault.end(this);
		expectNoThread((thread) -> thread.startsWith("spread-") && thread.endsWith("-" + this.name));
		assertThat(session.state()).isEqualTo(SessionState.CLOSED);
		assertThat(session.statistics().reconnects()).isZero();
		assertThat(changes.count()).isZero();
		assertThat(this.daemon.sessions()).isZero();
	}

	private SpreadSession session(String address, SessionState state) {
		ConnectionSettings connection = ConnectionSettings.of(address).privateName(this.name).connectTimeout(SHORT);
		return new SpreadSession(SessionSettings.of(this.transport.over(connection))
			.reconnectDelay((state != SessionState.BACKING_OFF) ? Duration.ofMillis(5) : LONG,
					(state != SessionState.BACKING_OFF) ? Duration.ofMillis(50) : LONG)
			.privateNameWait(Duration.ofMillis(100))
			.pingInterval(Duration.ofMillis(50))
			.pingTimeout(SHORT));
	}

	/**
	 * Bring a session into a state.
	 * @param session the session
	 * @param state the state
	 * @param fault what will happen then
	 */
	private void bring(SpreadSession session, SessionState state, Fault fault) throws Exception {
		switch (state) {
			case DISCONNECTED -> assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
			case CONNECTING -> {
				if (fault.isOfTheLine()) {
					this.line.silence();
				}
				else {
					this.daemon.faults().freeze();
				}
				new Thread(session::start, "starter-" + this.name).start();
				awaitState(session, SessionState.CONNECTING);
			}
			case CONNECTED -> {
				session.start();
				assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			}
			case BACKING_OFF -> {
				this.daemon.kill();
				session.start();
				awaitState(session, SessionState.BACKING_OFF);
				this.daemon.start();
			}
			case CLOSED -> {
				session.start();
				assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
				session.close();
			}
		}
	}

	/**
	 * Look at a session while something is wrong.
	 * @param session the session
	 * @param state in which it was before
	 * @param fault what is wrong
	 */
	private void checkFault(SpreadSession session, SessionState state, Fault fault) throws Exception {
		if (state == SessionState.DISCONNECTED) {
			assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);
			session.start();
		}
		if (fault == Fault.CUT_FRAME) {
			assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			Awaitility.await().atMost(BOUND).until(() -> cutNext(session));
			assertThat(session.awaitConnected(Mailbox.PATIENCE)).isTrue();
			return;
		}
		Awaitility.await().atMost(BOUND).until(() -> session.lastFailure() != null);
		assertThat(session.state()).isIn(SessionState.CONNECTING, SessionState.BACKING_OFF);
		assertThat(session.awaitConnected(Duration.ofMillis(100))).isFalse();
	}

	private boolean cutNext(SpreadSession session) {
		// the next ping is the frame
		this.daemon.faults().cutFrame(this.name);
		return session.statistics().reconnects() > 0;
	}

	private static void awaitState(SpreadSession session, SessionState state) {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).until(session::state, state::equals);
	}

	private static void expectEndWithin(Runnable end) {
		long before = System.nanoTime();
		end.run();
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(BOUND);
	}

	private static void expectNoThread(Predicate<String> expected) {
		Awaitility.await()
			.atMost(Mailbox.PATIENCE)
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch(expected));
	}

	static Stream<Arguments> cells() {
		return Arrays.stream(SessionState.values())
			.flatMap((state) -> Arrays.stream(Fault.values()).map((fault) -> Arguments.of(state, fault)));
	}

	/**
	 * What goes wrong.
	 */
	enum Fault {

		KILL {
			@Override
			void begin(SessionFaultTableTests table) {
				table.daemon.kill();
			}

			@Override
			void end(SessionFaultTableTests table) {
				table.daemon.start();
			}
		},

		FREEZE {
			@Override
			void begin(SessionFaultTableTests table) {
				table.daemon.faults().freeze();
			}
		},

		CUT_FRAME {
			@Override
			void begin(SessionFaultTableTests table) {
				table.daemon.faults().thaw();
			}
		},

		REFUSE_QUOTA {
			@Override
			void begin(SessionFaultTableTests table) {
				table.refuse(ErrorCode.REJECT_QUOTA);
			}
		},

		REFUSE_NOT_UNIQUE {
			@Override
			void begin(SessionFaultTableTests table) {
				table.refuse(ErrorCode.REJECT_NOT_UNIQUE);
			}
		},

		REFUSE_AUTH {
			@Override
			void begin(SessionFaultTableTests table) {
				table.refuse(ErrorCode.REJECT_AUTH);
			}
		},

		SILENCE {
			@Override
			void begin(SessionFaultTableTests table) {
				table.line.silence();
			}

			@Override
			void end(SessionFaultTableTests table) {
				table.line.mend();
			}
		},

		GARBAGE {
			@Override
			void begin(SessionFaultTableTests table) {
				table.line.garbage();
			}

			@Override
			void end(SessionFaultTableTests table) {
				table.line.mend();
			}
		};

		abstract void begin(SessionFaultTableTests table);

		void end(SessionFaultTableTests table) {
			table.daemon.faults().clear();
		}

		boolean isOfTheLine() {
			return this == SILENCE || this == GARBAGE;
		}

	}

	private void refuse(ErrorCode code) {
		this.daemon.faults().refuse(code);
		this.daemon.faults().thaw();
		// whoever is in already comes back to be refused
		this.daemon.faults().disconnect(this.name);
	}

}
