package io.github.spreadspring.boot.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.ServerAuthentication;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.protocol.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What an application that does not start because of Spread says: each reason through a
 * whole {@link SpringApplication}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTests {

	@RegisterExtension
	final SessionLog sessionLog = new SessionLog();

	@Test
	void nobodyAcceptsConnections(CapturedOutput output) {
		String address = Ports.freeAddress();
		assertThat(fail(output, "spread.address=" + address)).contains(
				"No Spread daemon accepts connections at " + address, "Start a Spread daemon there", "spread.address",
				"spread.embedded.enabled=true", "spread.startup-failure-policy=continue");
		assertThat(this.sessionLog.warnings()).as("promises before the end").isEmpty();
	}

	@Test
	void theHostIsUnknown(CapturedOutput output) {
		assertThat(fail(output, "spread.address=4803@no-such-host.invalid")).contains("no-such-host.invalid",
				"Correct the host in 'spread.address'");
	}

	@Test
	void theDaemonSaysNothing(CapturedOutput output) throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(fail(output, "spread.address=" + address(silent), "spread.connect-timeout=200ms")).contains(
					address(silent) + " accepted the connection but did not complete the handshake",
					"Is it a Spread daemon?", "spread.connect-timeout", "firewall");
		}
	}

	@Test
	void thePortSpeaksHttp(CapturedOutput output) throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread web = answer(server, "HTTP/1.1 400 Bad Request\r\n\r\n");
			assertThat(fail(output, "spread.address=" + address(server))).contains(
					address(server) + " answered with \"HTTP/1.1 400 Bad Request", "Is it a Spread daemon?",
					"Correct 'spread.address': host and port of a Spread daemon");
			web.join();
		}
	}

	@Test
	void theAddressIsNotAllowed(CapturedOutput output) {
		assertThat(fail(output, "spread.address=4803@my host")).contains("\"4803@my host\"", "4803@host",
				"Correct 'spread.address'");
	}

	@Test
	void severalDaemonsEachWithAnotherReason(CapturedOutput output) throws Exception {
		String nobody = Ports.freeAddress();
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread web = answer(server, "SSH-2.0-OpenSSH_9.2p1\r\n");
			assertThat(fail(output, "spread.address=" + nobody + "," + address(server))).contains(
					"None of the Spread daemons took the session in:",
					"- No Spread daemon accepts connections at " + nobody, "- " + address(server) + " answered with",
					"Start a Spread daemon there", "host and port of a Spread daemon");
			web.join();
		}
	}

	@Test
	void daemonsThatThereWasNoTimeForAreNamedToo(CapturedOutput output) throws IOException {
		try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				ServerSocket three = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			// the start waits for one second more than this
			assertThat(fail(output, "spread.address=%s,%s,%s".formatted(address(one), address(two), address(three)),
					"spread.connect-timeout=1900ms"))
				.contains(address(one) + " accepted the connection", "- No answer from " + address(two),
						"- No answer from " + address(three), "spread.connect-timeout");
		}
	}

	@Test
	void thePrivateNameIsNotAllowed(CapturedOutput output) {
		assertThat(fail(output, "spread.address=" + Ports.freeAddress(), "spread.private-name=much-too-long-a-name"))
			.contains("much-too-long-a-name", "at most 10", "Correct 'spread.private-name'");
	}

	@Test
	void thePrivateNameIsInUse(CapturedOutput output) {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();
				SpreadConnection first = SpreadConnection
					.open(ConnectionSettings.of(daemon.address()).privateName("orders"))) {
			assertThat(first.isOpen()).isTrue();
			assertThat(fail(output, "spread.address=" + daemon.address(), "spread.private-name=orders",
					"spread.private-name-wait=100ms"))
				.contains("\"orders\" is in use", "another 'spread.private-name'", "spread.private-name-policy=suffix",
						"spread.private-name-wait");
			assertThat(this.sessionLog.warnings()).singleElement().asString().contains("Will wait for it for");
		}
	}

	@Test
	void theDaemonOffersOtherAuthenticationMethods(CapturedOutput output) {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder()
			.authentication("PWORD", ServerAuthentication.NULL)
			.build()
			.start()) {
			assertThat(fail(output, "spread.address=" + daemon.address())).contains(
					"offers the authentication methods [PWORD], this client was told to use [NULL]",
					"AllowedAuthMethods", "SpreadSessionCustomizer");
		}
	}

	@Test
	void theDaemonWaitsForAFurtherAuthenticationMethod(CapturedOutput output) {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder()
			.authentication("NULL", ServerAuthentication.NULL)
			.requiredAuthentication("PWORD", (dialogue) -> dialogue.read(40).thenApply((bytes) -> true))
			.build()
			.start()) {
			assertThat(fail(output, "spread.address=" + daemon.address(), "spread.connect-timeout=200ms"))
				.contains(
						"It offers the authentication methods [NULL], this client uses [NULL]. Does it require another",
						"requires another authentication method")
				.doesNotContain("Is it a Spread daemon?");
		}
	}

	@Test
	void theDaemonRefusesTheAuthentication(CapturedOutput output) {
		assertThat(failRefused(output, ErrorCode.REJECT_AUTH)).contains("refused the authentication (method [NULL])",
				"AllowedAuthMethods", "RequiredAuthMethods", "spread.access_ip", "SpreadSessionCustomizer");
	}

	@Test
	void theDaemonIsFull(CapturedOutput output) {
		assertThat(failRefused(output, ErrorCode.REJECT_QUOTA)).contains("serves as many sessions as it can",
				"End sessions at this daemon", "997", "spread.shuffle-addresses=true");
	}

	@Test
	void theDaemonIsOfAnotherVersion(CapturedOutput output) {
		assertThat(failRefused(output, ErrorCode.REJECT_VERSION)).contains("does not accept clients of version",
				"Use a daemon of Spread 4 or 5");
	}

	@Test
	void theDaemonDoesNotLikeTheName(CapturedOutput output) {
		assertThat(failRefused(output, ErrorCode.REJECT_ILLEGAL_NAME)).contains("does not accept the private name",
				"Correct 'spread.private-name'");
	}

	@Test
	void libspreadIsNotThere(CapturedOutput output, @TempDir Path empty) {
		assertThat(fail(output, "spread.transport=native", "spread.native.library-path=" + empty))
			.contains(empty.toString(), "spread.transport=socket", "spread.native.library-path")
			.containsOnlyOnce("Install libspread");
	}

	@Test
	void jnaIsNotThere() throws Exception {
		assertThat(failWithoutJna("--spread.transport=native")).contains("net.java.dev.jna:jna",
				"spread.transport=socket");
	}

	@Test
	void withoutJnaTheSocketTransportGetsAsFarAsAlways() throws Exception {
		assertThat(failWithoutJna("--spread.address=" + Ports.freeAddress(), "--spread.startup-failure-policy=fail"))
			.contains("No Spread daemon accepts connections");
	}

	@Test
	void aListenerNamesAnUnknownSession(CapturedOutput output) {
		assertThat(fail(output, UnknownSession.class)).contains("@SpreadListener on",
				"session = \"missing\" is not known: there is no SpreadSession bean 'missing'",
				"Correct the annotated method or class");
	}

	@Test
	void aListenerNamesAnUnknownContainerFactory(CapturedOutput output) {
		assertThat(fail(output, UnknownFactory.class)).contains("@SpreadListener on",
				"containerFactory = \"missing\" is not known: there is no SpreadListenerContainerFactory bean 'missing'",
				"Correct the annotated method or class");
	}

	@Test
	void aListenerNamesAnUnknownFilter(CapturedOutput output) {
		assertThat(fail(output, UnknownFilter.class)).contains("@SpreadListener on", "filter = \"missing\"",
				"Correct the annotated method or class");
	}

	@Test
	void aListenerNamesAGroupThatIsNotAllowed(CapturedOutput output) {
		assertThat(fail(output, IllegalGroup.class)).contains("IllegalGroup.on", "\"my group\"", "@SpreadListener",
				"Correct the group");
	}

	private static String failRefused(CapturedOutput output, ErrorCode code) {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start()) {
			daemon.faults().refuse(code);
			return fail(output, "spread.address=" + daemon.address(), "spread.private-name=orders");
		}
	}

	private static String failWithoutJna(String... properties) throws Exception {
		String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.contains("jna"))
			.collect(Collectors.joining(File.pathSeparator));
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
						SpringApplication.class.getName(), "--spring.main.sources=" + TestApplication.class.getName(),
						"--spring.main.web-application-type=none"));
		command.addAll(List.of(properties));
		Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(java.waitFor()).isOne();
		return analysis(output);
	}

	private static String fail(CapturedOutput output, Class<?> listener) {
		return fail(output, List.of(TestApplication.class, listener), "spread.address=" + Ports.freeAddress(),
				"spread.startup-failure-policy=continue");
	}

	private static String fail(CapturedOutput output, String... properties) {
		return fail(output, List.of(TestApplication.class), properties);
	}

	private static String fail(CapturedOutput output, List<Class<?>> sources, String... properties) {
		SpringApplication application = new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
			.web(WebApplicationType.NONE)
			.properties("spread.startup-failure-policy=fail", "spring.main.banner-mode=off")
			.properties(properties)
			.build();
		assertThatThrownBy(application::run).isNotNull();
		return analysis(output.getAll());
	}

	private static String analysis(String output) {
		assertThat(output).containsSubsequence("APPLICATION FAILED TO START", "Description:", "Action:");
		return output.substring(output.indexOf("APPLICATION FAILED TO START"));
	}

	private static String address(ServerSocket server) {
		return server.getLocalPort() + "@127.0.0.1";
	}

	private static Thread answer(ServerSocket server, String text) {
		Thread thread = new Thread(() -> {
			try (Socket client = server.accept()) {
				client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
				// until the client has hung up
				client.getInputStream().readAllBytes();
			}
			catch (IOException ex) {
				// the client was faster
			}
		});
		thread.start();
		return thread;
	}

	static class UnknownSession {

		@SpreadListener(groups = "orders", session = "missing")
		void on(String text) {
		}

	}

	static class UnknownFactory {

		@SpreadListener(groups = "orders", containerFactory = "missing")
		void on(String text) {
		}

	}

	static class UnknownFilter {

		@SpreadListener(groups = "orders", filter = "missing")
		void on(String text) {
		}

	}

	static class IllegalGroup {

		@SpreadListener("my group")
		void on(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestApplication {

	}

}
