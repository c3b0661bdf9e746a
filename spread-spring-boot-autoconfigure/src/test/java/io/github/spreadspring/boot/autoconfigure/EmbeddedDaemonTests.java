package io.github.spreadspring.boot.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import io.github.spreadspring.client.ConnectionRefusedException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.NotSpreadException;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.DaemonFallback;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for the rules of {@code spread.embedded.enabled}.
 */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedDaemonTests {

	private static final String STARTED = "Started an embedded Spread daemon at";

	@RegisterExtension
	final SessionLog sessionLog = new SessionLog();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
		.withPropertyValues("spread.reconnect.initial-delay=10ms", "spread.reconnect.max-delay=50ms",
				"spread.connect-timeout=3s");

	/** Never binds the default port: its session is connected to somewhere else. */
	private ApplicationContextRunner withoutAddress() {
		return this.runner.withBean(SpreadSession.class,
				() -> new SpreadSession(SessionSettings.of(ConnectionSettings.of(Ports.freeAddress()))));
	}

	private ApplicationContextRunner at(String address) {
		return this.runner.withPropertyValues("spread.address=" + address);
	}

	private ApplicationContextRunner enabledAt(String address) {
		return at(address).withPropertyValues("spread.embedded.enabled=true");
	}

	@Test
	void notSetAndNoAddressOneMayBeStarted() {
		withoutAddress().run((context) -> assertThat(context).hasSingleBean(EmbeddedDaemon.class));
		withoutAddress().withPropertyValues("spread.address=")
			.run((context) -> assertThat(context).hasSingleBean(EmbeddedDaemon.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "spread.address", "spread.address[0]" })
	void notSetButAnAddressNoneIsStarted(String property, CapturedOutput output) {
		this.runner.withPropertyValues(property + "=" + Ports.freeAddress()).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedDaemon.class);
			assertThat(session(context).state()).isNotEqualTo(SessionState.CONNECTED);
		});
		assertThat(output).doesNotContain(STARTED);
	}

	@Test
	void notSetButConnectionDetailsNoneIsStarted() {
		DaemonAddress address = DaemonAddress.parse(Ports.freeAddress());
		this.runner.withBean(SpreadConnectionDetails.class, () -> () -> List.of(address))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedDaemon.class));
	}

	@Test
	void switchedOnOneIsStartedAtALoopbackAddressWhereNobodyIs(CapturedOutput output) {
		String address = Ports.freeAddress();
		enabledAt(address).run((context) -> {
			assertThat(session(context).state()).isEqualTo(SessionState.CONNECTED);
			assertThat(context.getBean(EmbeddedDaemon.class).isRunning()).isTrue();
		});
		assertThat(output).containsOnlyOnce(STARTED + " " + address).containsOnlyOnce("for development only");
		assertThat(this.sessionLog.warnings()).isEmpty();
	}

	@Test
	void switchedOnOneIsStartedForConnectionDetailsToo() {
		DaemonAddress address = DaemonAddress.parse(Ports.freeAddress());
		this.runner.withPropertyValues("spread.embedded.enabled=true")
			.withBean(SpreadConnectionDetails.class, () -> () -> List.of(address))
			.run((context) -> assertThat(context.getBean(EmbeddedDaemon.class).isRunning()).isTrue());
	}

	@Test
	void switchedOnWhereADaemonIsNoneIsStarted(CapturedOutput output) {
		try (EmbeddedSpreadDaemon other = EmbeddedSpreadDaemon.builder().build().start()) {
			enabledAt(other.address()).run((context) -> {
				assertThat(session(context).state()).isEqualTo(SessionState.CONNECTED);
				assertThat(context.getBean(EmbeddedDaemon.class).isRunning()).isFalse();
			});
		}
		assertThat(output).doesNotContain(STARTED);
	}

	@Test
	void oneAmongSeveralAddressesThatAcceptsIsEnough() {
		try (EmbeddedSpreadDaemon other = EmbeddedSpreadDaemon.builder().build().start()) {
			enabledAt(Ports.freeAddress() + "," + other.address()).run((context) -> {
				assertThat(session(context).address()).hasToString(other.address());
				assertThat(context.getBean(EmbeddedDaemon.class).isRunning()).isFalse();
			});
		}
	}

	@Test
	void switchedOffNoneIsStarted(CapturedOutput output) {
		at(Ports.freeAddress()).withPropertyValues("spread.embedded.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(EmbeddedDaemon.class));
		withoutAddress().withPropertyValues("spread.embedded.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(EmbeddedDaemon.class));
		assertThat(output).doesNotContain(STARTED);
	}

	@Test
	void atOtherThanLoopbackAddressesNoneIsEverStarted(CapturedOutput output) {
		// nothing is sent to a documentation address: the loopback one is refused first
		EmbeddedDaemon daemon = new EmbeddedDaemon(
				List.of(DaemonAddress.parse(Ports.freeAddress()), DaemonAddress.parse("4803@192.0.2.1")));
		assertThat(daemon.provide(List.of(refusal(), refusal()))).isFalse();
		assertThat(daemon.isRunning()).isFalse();
		assertThat(output).containsOnlyOnce("only at loopback addresses");
	}

	@Test
	void anOpenPortThatDoesNotSpeakSpreadIsAnErrorAndStartsNothing(CapturedOutput output) throws IOException {
		try (ServerSocket http = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Thread server = new Thread(() -> answer(http), "http-server-of-a-test");
			server.setDaemon(true);
			server.start();
			enabledAt(http.getLocalPort() + "@127.0.0.1").run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(session(context).state()).isNotEqualTo(SessionState.CONNECTED);
				assertThat(session(context).lastFailure()).isInstanceOf(NotSpreadException.class);
				assertThat(context.getBean(EmbeddedDaemon.class).isRunning()).isFalse();
			});
		}
		assertThat(output).doesNotContain(STARTED);
		assertThat(this.sessionLog.warnings()).singleElement().asString().contains("Is it a Spread daemon?");
	}

	@Test
	void whoLosesTheRaceForThePortConnectsToTheWinner(CapturedOutput output) throws InterruptedException {
		String address = Ports.freeAddress();
		EmbeddedDaemon loser = new EmbeddedDaemon(List.of(DaemonAddress.parse(address)));
		ConnectionRefusedException refusal = refusal();
		enabledAt(address).run((context) -> {
			assertThat(context.getBean(EmbeddedDaemon.class).isRunning()).isTrue();
			// both were refused; the other one was faster
			assertThat(loser.provide(List.of(refusal))).isTrue();
			assertThat(loser.isRunning()).isFalse();
		});
		loser.destroy();
		assertThat(output).containsOnlyOnce(STARTED).doesNotContain("ERROR");
	}

	@Test
	void ofManyApplicationsThatStartAtOnceOneRunsTheDaemon(CapturedOutput output) {
		int applications = 4;
		ApplicationContextRunner runner = enabledAt(Ports.freeAddress());
		CountDownLatch complete = new CountDownLatch(applications);
		ExecutorService executor = Executors.newFixedThreadPool(applications);
		Runnable application = () -> runner.run((context) -> {
			await().until(() -> session(context).state() == SessionState.CONNECTED);
			session(context).open().join("all").orTimeout(10, TimeUnit.SECONDS).join();
			await().until(() -> members(context, "all") == applications);
			complete.countDown();
			assertThat(complete.await(20, TimeUnit.SECONDS)).isTrue();
		});
		try {
			CompletableFuture
				.allOf(Stream.generate(() -> CompletableFuture.runAsync(application, executor))
					.limit(applications)
					.toArray(CompletableFuture[]::new))
				.orTimeout(30, TimeUnit.SECONDS)
				.join();
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(output).contains(STARTED).doesNotContain("ERROR");
	}

	@Test
	void afterItsEndNoneIsStarted() {
		EmbeddedDaemon daemon = new EmbeddedDaemon(List.of(DaemonAddress.parse(Ports.freeAddress())));
		daemon.destroy();
		assertThat(daemon.provide(List.of(refusal()))).isFalse();
		assertThat(daemon.isRunning()).isFalse();
	}

	@Test
	void twoApplicationsAtOneAddressSeeEachOther() {
		ApplicationContextRunner runner = enabledAt(Ports.freeAddress()).withUserConfiguration(Listener.class);
		runner.withPropertyValues("spread.private-name=one").run((one) -> {
			awaitMembers(one, 1);
			runner.withPropertyValues("spread.private-name=two").run((two) -> {
				awaitMembers(one, 2);
				awaitMembers(two, 2);
				one.getBean(SpreadTemplate.class).convertAndSend("orders", "from one");
				assertThat(two.getBean(Listener.class).next(RegularMessage.class).body())
					.asString(StandardCharsets.UTF_8)
					.isEqualTo("from one");
				assertThat(one.getBean(Listener.class).next(MemberJoined.class).member()).hasToString("#two#localhost");
			});
			awaitMembers(one, 1);
		});
	}

	@Test
	void whenTheOwnerEndsASurvivorTakesOver(CapturedOutput output) {
		ApplicationContextRunner runner = enabledAt(Ports.freeAddress()).withUserConfiguration(Listener.class);
		runner.withPropertyValues("spread.private-name=owner")
			.run((owner) -> runner.withPropertyValues("spread.private-name=one")
				.run((one) -> runner.withPropertyValues("spread.private-name=two").run((two) -> {
					awaitMembers(owner, 3);
					assertThat(owner.getBean(EmbeddedDaemon.class).isRunning()).isTrue();
					owner.getSourceApplicationContext().close();
					for (ApplicationContext survivor : List.of(one, two)) {
						Listener listener = survivor.getBean(Listener.class);
						assertThat(listener.next(GroupJoined.class)).isNotNull();
						assertThat(listener.next(ConnectionLost.class).reason()).isNotEmpty();
						assertThat(listener.next(ConnectionRestored.class).gap()).isPositive();
						assertThat(listener.next(GroupJoined.class).group()).isEqualTo("orders");
					}
					awaitMembers(one, 2);
					awaitMembers(two, 2);
					assertThat(List.of(one.getBean(EmbeddedDaemon.class).isRunning(),
							two.getBean(EmbeddedDaemon.class).isRunning()))
						.containsExactlyInAnyOrder(true, false);
				})));
		assertThat(output.toString().split(STARTED, -1)).hasSize(3);
	}

	@Test
	void whereTheSocketFileCannotBeMadeItListensOnTcpOnly(CapturedOutput output) throws IOException {
		String port = Ports.freeAddress().split("@")[0];
		Path inTheWay = Path.of("/tmp", port);
		assumeTrue(Files.isDirectory(inTheWay.getParent()), "there is no /tmp here");
		Files.createFile(inTheWay);
		try {
			enabledAt(port).run((context) -> {
				assertThat(context.getBean(SpreadSession.class).state()).isEqualTo(SessionState.CONNECTED);
				assertThat(output).contains("listening on TCP only");
			});
			assertThat(inTheWay).exists();
		}
		finally {
			Files.deleteIfExists(inTheWay);
		}
	}

	@Test
	void aFallbackOfTheApplicationTakesThePlaceOfOurs() {
		enabledAt(Ports.freeAddress()).withBean(DaemonFallback.class, () -> DaemonFallback.NONE)
			.run((context) -> assertThat(context).doesNotHaveBean(EmbeddedDaemon.class));
	}

	@Test
	void switchedOnWithoutTheDaemonOnTheClassPathIsToldOf(CapturedOutput output) {
		enabledAt(Ports.freeAddress()).withClassLoader(new FilteredClassLoader(EmbeddedSpreadDaemon.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedDaemon.class));
		assertThat(output).containsOnlyOnce("WARN").contains("add the dependency").contains("spread-embedded-daemon");
	}

	@Test
	void notSwitchedOnWithoutTheDaemonOnTheClassPathThereIsNothingToSay(CapturedOutput output) {
		at(Ports.freeAddress()).withClassLoader(new FilteredClassLoader(EmbeddedSpreadDaemon.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedDaemon.class));
		assertThat(output).doesNotContain("WARN");
	}

	private static ConnectionRefusedException refusal() {
		SpreadSession session = new SpreadSession(SessionSettings.of(ConnectionSettings.of(Ports.freeAddress())));
		try (session) {
			session.start();
			assertThat(session.lastFailure()).isInstanceOf(ConnectionRefusedException.class);
			return (ConnectionRefusedException) session.lastFailure();
		}
	}

	private static SpreadSession session(ApplicationContext context) {
		return context.getBean(SpreadSession.class);
	}

	private static void awaitMembers(ApplicationContext context, int members) {
		await().until(() -> members(context, "orders") == members);
	}

	private static int members(ApplicationContext context, String group) {
		return session(context).view(group).map((view) -> view.members().size()).orElse(0);
	}

	private static void answer(ServerSocket server) {
		while (true) {
			try (Socket socket = server.accept(); OutputStream out = socket.getOutputStream()) {
				out.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	static class Listener {

		private final BlockingQueue<SpreadEvent> events = new LinkedBlockingQueue<>();

		@SpreadListener("orders")
		void on(SpreadEvent event) {
			this.events.add(event);
		}

		/**
		 * Return the next event of a type, passing over others.
		 * @param <T> the type
		 * @param type the type
		 * @return the event
		 * @throws InterruptedException if the thread was interrupted
		 */
		<T extends SpreadEvent> T next(Class<T> type) throws InterruptedException {
			while (true) {
				SpreadEvent event = this.events.poll(10, TimeUnit.SECONDS);
				assertThat(event).as("a %s within 10 s", type.getSimpleName()).isNotNull();
				if (type.isInstance(event)) {
					return type.cast(event);
				}
			}
		}

	}

}
