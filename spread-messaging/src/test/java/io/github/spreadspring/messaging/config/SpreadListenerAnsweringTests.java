package io.github.spreadspring.messaging.config;

import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.SendTo;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.GroupReplies;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.RecordingReplySender;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.ListenerFailedException;
import io.github.spreadspring.messaging.listener.adapter.AdapterSettings;
import io.github.spreadspring.messaging.listener.adapter.HandlerDefinition;
import io.github.spreadspring.messaging.listener.adapter.MethodSpreadListener;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for who may answer: what is refused when the application starts, and which
 * session sends.
 */
class SpreadListenerAnsweringTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void aRequestOfATemplateIsAnsweredByAListener() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Doubling.class);
		SpreadTemplate template = context.getBean(SpreadTemplate.class);
		assertThat(template.convertSendAndReceive("orders", 21, Integer.class)).isEqualTo(42);
	}

	@Test
	void whoAsksEverybodyDoesNotWaitForAListenerThatFailsWithAnErrorHandlerOfItsContainer() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", Failing.class);
		SpreadTemplate template = context.getBean(SpreadTemplate.class);
		GroupReplies<String> replies = template.sendAndReceiveAll("orders", "now", String.class, Duration.ofSeconds(5));
		assertThat(replies.isComplete()).isTrue();
		assertThat(replies.answers()).isEmpty();
		Received handled = context.getBean("handled", Received.class);
		assertThat(handled.next()).isInstanceOf(ListenerFailedException.class);
		template.convertAndSend("orders", "later");
		assertThat(handled.next()).isInstanceOf(ListenerFailedException.class);
	}

	@Test
	void aListenerOnAnotherSessionAnswersOverThatSession() {
		AnnotationConfigApplicationContext context = this.network.context(OtherSession.class, OtherEcho.class);
		context.refresh();
		this.network.awaitIn(context.getBean("other", SpreadSession.class), "orders");
		Peer peer = this.network.peer("peer");
		peer.send("orders", "text");
		assertThat(peer.message().sender()).isEqualTo(MemberId.of("#other#localhost"));
	}

	@Test
	void whetherAListenerMayAnswerShowsInItsMethods() throws Exception {
		assertThat(listener("answer").isAnswering()).isTrue();
		assertThat(listener("later").isAnswering()).isTrue();
		assertThat(listener("nothing").isAnswering()).isFalse();
		assertThat(listener("nothingLater").isAnswering()).isFalse();
	}

	private static MethodSpreadListener listener(String method) throws Exception {
		AdapterSettings settings = new AdapterSettings("test", SpreadMessageConverters.plain())
			.replySender(new RecordingReplySender(
					new SpreadTemplate(new SpreadSession(SessionSettings.of(ConnectionSettings.of("4803@localhost"))),
							SpreadMessageConverters.plain())));
		return new MethodSpreadListener(new Answering(),
				List.of(HandlerDefinition.of(Answering.class.getDeclaredMethod(method))), settings);
	}

	@Test
	void aResultThatIsCompleteLaterTakesTheObservationAlong() throws Exception {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler((context) -> true);
		Received failures = new Received();
		Answering bean = new Answering();
		Method method = Answering.class.getDeclaredMethod("nothingLater");
		MethodSpreadListener listener = new MethodSpreadListener(bean, List.of(HandlerDefinition.of(method)),
				new AdapterSettings("test", SpreadMessageConverters.plain()).observationRegistry(registry)
					.errorHandlers(null, (failure) -> failures.add(registry.getCurrentObservation())));
		Observation observation = Observation.start("test", registry);
		observation.scopedChecked(() -> listener.onEvent(new RegularMessage(MemberId.of("#peer#localhost"),
				List.of("orders"), ServiceType.AGREED, false, (short) 0, ByteOrder.LITTLE_ENDIAN, new byte[0])));
		assertThat(registry.getCurrentObservation()).isNull();
		bean.future.completeExceptionally(new IllegalStateException());
		assertThat(failures.next()).isSameAs(observation);
		assertThat(registry.getCurrentObservation()).isNull();
	}

	@Test
	void aResultThatNothingCanSendIsToldOf() {
		assertFails(List.of("bad.on", "reply sender", "SpreadTemplate"), Unsendable.class);
	}

	@Test
	void aResultOfAnEventWithoutDestinationIsToldOf() {
		assertFails(List.of("no sender who could be answered", "@SendTo"), EventResult.class);
	}

	@Test
	void aDestinationThatIsNotAllowedIsToldOf() {
		assertFails(List.of("\"my group\""), BadDestination.class);
	}

	private void assertFails(List<String> texts, Class<?>... components) {
		AnnotationConfigApplicationContext context = this.network.context(components);
		assertThatThrownBy(context::refresh).hasMessageContaining("@SpreadListener on ")
			.satisfies((failure) -> assertThat(failure.getMessage()).contains(texts));
	}

	static class Answering {

		final CompletableFuture<Void> future = new CompletableFuture<>();

		String answer() {
			return "";
		}

		CompletableFuture<String> later() {
			return new CompletableFuture<>();
		}

		void nothing() {
		}

		CompletableFuture<Void> nothingLater() {
			return this.future;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherSession {

		@Bean(initMethod = "start", destroyMethod = "close")
		SpreadSession other(SessionSettings settings) {
			ConnectionSettings connection = settings.connection().privateName("other");
			return new SpreadSession(SessionSettings.of(connection).addresses(settings.addresses()));
		}

	}

	static class Doubling {

		@SpreadListener("orders")
		CompletableFuture<Integer> on(Integer number) {
			return CompletableFuture.supplyAsync(() -> 2 * number);
		}

	}

	static class OtherEcho {

		@SpreadListener(value = "orders", session = "other")
		String on(String text) {
			return text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unsendable {

		@Bean
		SpreadListenerContainerFactory mute(SpreadSession session, MessageConverter converter) {
			return new SpreadListenerContainerFactory(session, converter);
		}

		@Bean
		Object bad() {
			return new Object() {
				@SpreadListener(value = "orders", containerFactory = "mute")
				String on(String text) {
					return text;
				}
			};
		}

	}

	static class EventResult {

		@SpreadListener("orders")
		String on(MemberJoined event) {
			return "";
		}

	}

	static class BadDestination {

		@SpreadListener("orders")
		@SendTo("my group")
		String on(String text) {
			return text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@Bean
		Received handled() {
			return new Received();
		}

		@Bean
		SpreadListenerContainerFactory customized(SpreadSession session, MessageConverter converter,
				SpreadTemplate template, @Qualifier("handled") Received handled) {
			SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session, converter);
			factory.setReplySender(template);
			factory.setContainerCustomizers(
					(container) -> container.getContainerProperties().setErrorHandler(handled::add));
			return factory;
		}

		@Bean
		Object failing() {
			return new Object() {
				@SpreadListener(value = "orders", containerFactory = "customized")
				CompletableFuture<String> on(String text) {
					if (text.equals("now")) {
						throw new IllegalStateException("of a test");
					}
					return CompletableFuture.failedFuture(new IllegalStateException("of a test"));
				}
			};
		}

	}

}
