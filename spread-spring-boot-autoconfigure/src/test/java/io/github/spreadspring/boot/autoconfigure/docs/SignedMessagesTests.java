package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.ErrorHandler;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.boot.autoconfigure.SpreadAutoConfiguration;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.RepublishingErrorHandler;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The example of sealed messages: who has the key is heard, everybody else is refused and
 * reported.
 */
class SignedMessagesTests {

	private static final String KEY_1 = "seal.keys.k1=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

	private static final String KEY_2 = "seal.keys.k2=ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

	private static final String OTHER_KEY_1 = "seal.keys.k1=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

	private static final List<String> log = new CopyOnWriteArrayList<>();

	private EmbeddedSpreadDaemon daemon;

	private SpreadConnection peer;

	@BeforeEach
	void start() {
		log.clear();
		this.daemon = EmbeddedSpreadDaemon.builder().build().start();
		this.peer = SpreadConnection.open(ConnectionSettings.of(this.daemon.address()).privateName("peer"));
		this.peer.join("orders");
	}

	@AfterEach
	void stop() {
		this.peer.close();
		this.daemon.close();
	}

	private ApplicationContextRunner application(Class<?> seal, String... properties) {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SpreadAutoConfiguration.class))
			.withUserConfiguration(SealConfiguration.class, seal)
			.withPropertyValues("spread.address=" + this.daemon.address(), "seal.current=k1")
			.withPropertyValues(properties);
	}

	private ApplicationContextRunner listening(Class<?> seal, String... properties) {
		return application(seal, properties).withUserConfiguration(Orders.class);
	}

	@Test
	void applicationsWithTheSameKeyUnderstandEachOther() {
		for (Class<?> seal : List.of(Signing.class, Encrypting.class)) {
			log.clear();
			listening(seal, KEY_1).run((receiver) -> {
				awaitJoined(receiver.getBean(SpreadSession.class));
				application(seal, KEY_1).run((sender) -> {
					SpreadTemplate template = sender.getBean(SpreadTemplate.class);
					template.convertAndSend("orders", new Order("pen", 2));
					template.send("orders", MessageBuilder.withPayload("{\"item\":\"cup\",\"count\":1}").build());
					template.to("orders").header("tenant", "t1").send(new Order("hat", 3));
					assertThat(template.convertSendAndReceive("prices", new Order("pen", 2), String.class,
							Duration.ofSeconds(10)))
						.isEqualTo("2 for pen");
				});
				await().until(() -> log.size() == 6);
				assertThat(log).containsExactlyInAnyOrder("pen", "cup", "hat", "24 bytes", "24 bytes", "24 bytes");
			});
		}
	}

	@Test
	void encryptedMessagesCannotBeReadByOthersAndSignedOnesCan() {
		application(Encrypting.class, KEY_1)
			.run((context) -> context.getBean(SpreadTemplate.class).convertAndSend("orders", "secret"));
		assertThat(new String(receive().body(), StandardCharsets.ISO_8859_1)).startsWith("\2\2k1")
			.doesNotContain("secret")
			.hasSize(4 + 12 + 16 + 6);
		application(Signing.class, KEY_1)
			.run((context) -> context.getBean(SpreadTemplate.class).convertAndSend("orders", "public"));
		assertThat(new String(receive().body(), StandardCharsets.ISO_8859_1)).startsWith("\1\2k1")
			.endsWith("public")
			.hasSize(4 + 32 + 6);
	}

	@Test
	void whatIsNotSealedWithOurKeyIsRefusedAndReported() {
		for (Class<?> seal : List.of(Signing.class, Encrypting.class)) {
			log.clear();
			listening(seal, KEY_1).withUserConfiguration(Reporting.class).run((context) -> {
				awaitJoined(context.getBean(SpreadSession.class));
				application(seal, OTHER_KEY_1)
					.run((stranger) -> stranger.getBean(SpreadTemplate.class).convertAndSend("orders", "stranger"));
				awaitReports(2);
				RegularMessage strange = receive();
				application(seal, KEY_1)
					.run((friend) -> friend.getBean(SpreadTemplate.class).convertAndSend("lobby", "moved"));
				send("orders", new byte[0]);
				send("orders", "plain".getBytes(StandardCharsets.UTF_8));
				send("orders", "spread_opened: true\n\nplain".getBytes(StandardCharsets.UTF_8));
				send("orders", new byte[] { strange.body()[0], 2, 'k', '1' });
				byte[] unknown = strange.body().clone();
				unknown[3] = '9';
				send("orders", unknown);
				send("orders", new byte[] { strange.body()[0], -1, 'k' });
				awaitReports(14);
				assertThat(log).allMatch((line) -> line.startsWith("failed: Refused what #"));
				assertThat(log.toString()).contains("its key is not known", "not sealed in this way");
			});
		}
	}

	@Test
	void aChangedMessageIsRefusedAndSoIsOneThatWasMovedToAnotherGroup() {
		for (Class<?> seal : List.of(Signing.class, Encrypting.class)) {
			log.clear();
			application(seal, KEY_1)
				.run((friend) -> friend.getBean(SpreadTemplate.class).convertAndSend("orders", new Order("pen", 2)));
			byte[] body = receive().body();
			listening(seal, KEY_1).withUserConfiguration(Reporting.class).run((context) -> {
				awaitJoined(context.getBean(SpreadSession.class));
				byte[] changed = body.clone();
				changed[changed.length - 1] ^= 1;
				send("orders", changed);
				send("prices", body);
				awaitReports(3);
				send("orders", body); // a replay is not noticed
				await().until(() -> log.contains("pen"));
				assertThat(log).hasSize(5).filteredOn((line) -> line.startsWith("failed: Refused")).hasSize(3);
			});
		}
	}

	@Test
	void aRefusedMessageBecomesADeadLetterAsItWas() {
		listening(Signing.class, KEY_1, "spread.listener.dead-letter-group=refused",
				"spread.listener.retry.enabled=true")
			.withUserConfiguration(Undertaker.class)
			.run((context) -> {
				awaitJoined(context.getBean(SpreadSession.class));
				await().until(() -> context.getBean(SpreadSession.class).view("refused").isPresent());
				send("prices", "plain".getBytes(StandardCharsets.UTF_8));
				await().until(() -> !log.isEmpty());
				assertThat(log)
					.containsExactly("plain: Refused what #peer#localhost sent to [prices]: not sealed in this way");
			});
	}

	@Test
	void anOldKeyStillOpensWhileANewOneSeals() {
		listening(Signing.class, KEY_1, KEY_2, "seal.current=k2").run((context) -> {
			awaitJoined(context.getBean(SpreadSession.class));
			application(Signing.class, KEY_1)
				.run((old) -> old.getBean(SpreadTemplate.class).convertAndSend("orders", new Order("old", 1)));
			context.getBean(SpreadTemplate.class).convertAndSend("orders", new Order("new", 1));
			await().until(() -> log.contains("old") && log.contains("new"));
			assertThat(context.getBean(KeyRing.class)).hasToString("KeyRing[k1, k2]");
		});
	}

	@Test
	void aProgramInPythonOpensASignedMessage() throws Exception {
		Assumptions.assumeThat(run("import hmac")).as("python3 is there").isZero();
		application(Signing.class, KEY_1)
			.run((context) -> context.getBean(SpreadTemplate.class).convertAndSend("orders", "from Java"));
		Path page = Path.of("").toAbsolutePath().getParent().resolve("docs/security.md");
		String example = Files.readString(page).split("```python\n")[1].split("```")[0];
		byte[] body = receive().body();
		assertThat(run(example + python(body) + "assert body == b'from Java'")).isZero();
		body[body.length - 1] ^= 1;
		assertThat(run(example + python(body))).isOne();
	}

	private static String python(byte[] body) {
		StringBuilder hex = new StringBuilder();
		for (byte octet : body) {
			hex.append("%02x".formatted(octet));
		}
		return "\nbody = open_signed(bytes.fromhex('%s'), ['orders'], {'k1': b'0123456789abcdef0123456789abcdef'})\n"
			.formatted(hex);
	}

	private static int run(String script) throws InterruptedException {
		try {
			Process process = new ProcessBuilder("python3", "-c", script).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.waitFor();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	private static void awaitJoined(SpreadSession session) {
		await().until(() -> session.view("orders").isPresent() && session.view("prices").isPresent());
	}

	private static void awaitReports(int count) {
		await().until(() -> log.size() == count);
	}

	private void send(String group, byte[] body) {
		this.peer.multicast(OutboundMessage.of(group, body).discardSelf());
	}

	private RegularMessage receive() {
		try {
			SpreadMessage message = this.peer.receive(Duration.ofSeconds(10));
			while (message instanceof ViewChanged) {
				message = this.peer.receive(Duration.ofSeconds(10));
			}
			return (RegularMessage) message;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(KeyRing.class)
	static class SealConfiguration {

		@Bean
		SignedMessageConverter spreadMessageConverter(Seal seal) {
			return new SignedMessageConverter(SpreadMessageConverters.json(JsonMapper.shared()), seal);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Signing {

		@Bean
		Seal seal(KeyRing keys) {
			return new HmacSeal(keys);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Encrypting {

		@Bean
		Seal seal(KeyRing keys) {
			return new AesGcmSeal(keys);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Reporting {

		@Bean
		ErrorHandler spreadErrorHandler() {
			return (failure) -> log.add("failed: " + failure.getCause().getMessage());
		}

	}

	record Order(String item, int count) {

	}

	static class Orders {

		@SpreadListener("orders")
		void on(Order order) {
			log.add(order.item());
		}

		@SpreadListener("orders")
		void on(byte[] body) {
			log.add(body.length + " bytes");
		}

		@SpreadListener("prices")
		String price(Message<Order> order) {
			return order.getPayload().count() + " for " + order.getPayload().item();
		}

	}

	static class Undertaker {

		@SpreadListener("refused")
		void on(byte[] body, @Header(RepublishingErrorHandler.EXCEPTION_MESSAGE) String reason) {
			log.add(new String(body, StandardCharsets.UTF_8) + ": " + reason);
		}

	}

}
