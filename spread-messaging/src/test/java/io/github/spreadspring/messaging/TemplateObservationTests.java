package io.github.spreadspring.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.messaging.observation.DefaultSpreadTemplateObservationConvention;
import io.github.spreadspring.messaging.observation.SpreadTemplateObservationContext;
import io.github.spreadspring.messaging.support.HeaderSettings;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;
import io.github.spreadspring.protocol.IllegalNameException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for observations of what a template sends.
 */
class TemplateObservationTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final RecordedObservations tracer = new RecordedObservations();

	private SpreadSession session;

	private SpreadTemplate template;

	@BeforeEach
	void observe() {
		this.registry.observationConfig().observationHandler(this.tracer);
		this.session = this.network.session();
		this.template = observed(this.session, HeaderSettings.defaults());
	}

	private SpreadTemplate observed(SpreadSession session, HeaderSettings headers) {
		SpreadTemplate observed = new SpreadTemplate(session, SpreadMessageConverters.plain(), headers);
		observed.setObservationRegistry(this.registry);
		return observed;
	}

	private TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert single() {
		return TestObservationRegistryAssert.assertThat(this.registry).hasSingleObservationThat();
	}

	@Test
	void eachMessageIsObservedWithTheGroupItGoesTo() {
		Peer peer = this.network.peer("peer").join("orders");
		this.template.convertAndSend("orders", "text");
		assertThat(peer.text()).isEqualTo("text");
		single().hasNameEqualTo("spread.template")
			.hasContextualNameEqualTo("orders send")
			.hasLowCardinalityKeyValue("messaging.system", "spread")
			.hasLowCardinalityKeyValue("messaging.operation.type", "send")
			.hasLowCardinalityKeyValue("messaging.destination.name", "orders")
			.hasBeenStarted()
			.hasBeenStopped()
			.doesNotHaveError();
	}

	@Test
	void theFirstOfSeveralDestinationsCounts() {
		this.template.to("orders", "audit", "#peer#localhost").send("text");
		single().hasLowCardinalityKeyValue("messaging.destination.name", "orders");
	}

	@Test
	void aThousandMembersHaveOneNameTogether() {
		for (int i = 0; i < 1000; i++) {
			this.template.convertAndSend("#p%d#localhost".formatted(i), "text");
		}
		assertThat(this.tracer.ended()).hasSize(1000)
			.extracting((context) -> context.getLowCardinalityKeyValue("messaging.destination.name").getValue())
			.containsOnly("#private");
		assertThat(this.tracer.ended()).extracting(Observation.Context::getContextualName)
			.containsOnly("#private send");
		assertThat(this.tracer.ended()).extracting(Observation.Context::getHighCardinalityKeyValues)
			.containsOnly(KeyValues.empty());
	}

	@Test
	void aMessageThatIsRefusedIsAnError() {
		assertThatExceptionOfType(IllegalNameException.class)
			.isThrownBy(() -> this.template.convertAndSend("my group", "text"))
			.satisfies((failure) -> single().hasError(failure).hasBeenStopped());
	}

	@Test
	void aMessageToNowhereIsAnErrorWithADestinationAllTheSame() {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.template.to().send("text"))
			.satisfies((failure) -> single().hasLowCardinalityKeyValue("messaging.destination.name", "none")
				.hasError(failure));
	}

	@Test
	void aRequestWithoutConnectionIsAnError() {
		this.session.close();
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> this.template.convertSendAndReceive("orders", "text", String.class))
			.satisfies((failure) -> single().hasError(failure).hasBeenStopped());
	}

	@Test
	void aRequestIsObservedUntilItIsSentAndItsReplyIsObservedWhereItIsMade() {
		this.network.answering("answerer", "orders", (text) -> "yes");
		assertThat(this.template.convertSendAndReceive("orders", "text", String.class)).isEqualTo("yes");
		single().hasContextualNameEqualTo("orders send").doesNotHaveError();
	}

	@Test
	void aReplyIsObservedAsGoingToAMember() {
		SpreadStream stream = this.session.open();
		stream.join("orders").join();
		CompletableFuture<String> answer = new SpreadTemplate(this.network.session("asker"),
				SpreadMessageConverters.plain())
			.to("orders")
			.sendAndReceiveAsync("text", String.class);
		this.template.reply(nextRequest(stream), null, "yes");
		assertThat(answer.join()).isEqualTo("yes");
		single().hasLowCardinalityKeyValue("messaging.destination.name", "#private");
	}

	@Test
	void groupsThatRequestsWantTheirAnswersInHaveOneNameTogether() {
		for (int i = 0; i < 100; i++) {
			this.template.reply(request("made-up-" + i), null, "yes");
		}
		this.template.reply(request("made-up"), "own", "yes");
		assertThat(this.tracer.ended()).extracting(Observation.Context::getContextualName)
			.containsOnly("#reply send", "own send");
		assertThat(this.tracer.ended())
			.extracting((context) -> context.getLowCardinalityKeyValue("messaging.destination.name").getValue())
			.containsOnly("#reply", "own");
		assertThat(this.tracer.ended()).hasSize(101)
			.filteredOn((context) -> ((SpreadTemplateObservationContext) context).isToReplyAddress())
			.hasSize(100);
	}

	private static Message<?> request(String replyTo) {
		return MessageBuilder.withPayload("text").setHeader(SpreadHeaders.REPLY_TO, replyTo).build();
	}

	@Test
	void anObservationWhoseScopeCannotBeOpenedEndsAllTheSame() {
		this.registry.observationConfig().observationHandler(new FailingScope());
		Peer peer = this.network.peer("peer").join("orders");
		this.template.convertAndSend("orders", "text");
		assertThat(peer.text()).isEqualTo("text");
		single().hasBeenStopped();
		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	private static Message<byte[]> nextRequest(SpreadStream stream) {
		SpreadMessageMapper mapper = new SpreadMessageMapper(SpreadMessageConverters.plain());
		SpreadEvent event = await().until(() -> stream.receive(Duration.ofSeconds(1)),
				RegularMessage.class::isInstance);
		return mapper.fromSpread((RegularMessage) event);
	}

	@Test
	void aQuestionToEverybodyIsObservedOnce() {
		SpreadStream stream = this.session.open();
		stream.join("orders").join();
		this.template.to("orders").sendAndReceiveAll("text", String.class);
		single().hasContextualNameEqualTo("orders send").doesNotHaveError();
	}

	@Test
	void theObservationEndsWhenTheMessageIsWithTheDaemonNotWhenItComesBack() {
		SpreadStream stream = this.session.open();
		stream.join("orders").join();
		this.network.daemon().faults().freeze();
		try {
			assertThat(this.template.to("orders").sendAsync("text")).isNotDone();
			single().hasBeenStopped();
		}
		finally {
			this.network.daemon().faults().thaw();
		}
	}

	@Test
	void whoMayChangeTheMessageDoesSoInsideTheObservation() {
		Received seen = new Received();
		this.template.setBeforeSendPostProcessors((message) -> {
			seen.add(this.registry.getCurrentObservation());
			return message;
		});
		this.template.convertAndSend("orders", "text");
		assertThat(seen.next()).isNotNull();
		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	@Test
	void theTraceStaysAtHomeUnlessTheSettingsSaySo() {
		Peer peer = this.network.peer("peer").join("orders");
		this.template.convertAndSend("orders", "text");
		RegularMessage bare = peer.message();
		assertThat(bare.body()).isEqualTo("text".getBytes(StandardCharsets.UTF_8));
		assertThat(bare.messageType()).isZero();
		observed(this.session, HeaderSettings.defaults().trace(true)).convertAndSend("orders", "text");
		assertThat(peer.text()).startsWith("traceparent: %s\n".formatted(RecordedObservations.TRACE))
			.endsWith("\n\ntext");
	}

	@Test
	void aRequestTakesTheTraceAlongToo() {
		SpreadStream stream = this.session.open();
		stream.join("orders").join();
		SpreadTemplate traced = observed(this.session, HeaderSettings.defaults().trace(true));
		traced.to("orders").sendAndReceiveAsync("text", String.class);
		assertThat(nextRequest(stream).getHeaders()).containsEntry("traceparent", RecordedObservations.TRACE);
		traced.to("orders").sendAndReceiveAllAsync("text", String.class);
		assertThat(nextRequest(stream).getHeaders()).containsEntry("traceparent", RecordedObservations.TRACE);
	}

	@Test
	void aConventionOfTheApplicationDecidesNameAndKeys() {
		this.template.setObservationConvention(new DefaultSpreadTemplateObservationConvention() {

			@Override
			public String getName() {
				return "orders";
			}

			@Override
			public KeyValues getHighCardinalityKeyValues(SpreadTemplateObservationContext context) {
				return KeyValues.of("to", String.join(",", context.getDestinations()), "tenant",
						String.valueOf(context.getMessage().getHeaders().get("tenant")));
			}

		});
		this.template.to("a", "b").header("tenant", "t1").send("text");
		single().hasNameEqualTo("orders")
			.hasHighCardinalityKeyValue("to", "a,b")
			.hasHighCardinalityKeyValue("tenant", "t1")
			.hasLowCardinalityKeyValue("messaging.system", "spread");
	}

	@Test
	void aConventionThatFailsDoesNotKeepTheMessageFromBeingSent() {
		Peer peer = this.network.peer("peer").join("orders");
		this.template.setObservationConvention(new DefaultSpreadTemplateObservationConvention() {

			@Override
			public KeyValues getLowCardinalityKeyValues(SpreadTemplateObservationContext context) {
				throw new IllegalStateException("of a test");
			}

		});
		this.template.convertAndSend("orders", "text");
		assertThat(peer.text()).isEqualTo("text");
	}

}
