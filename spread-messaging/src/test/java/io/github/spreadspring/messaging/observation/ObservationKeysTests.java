package io.github.spreadspring.messaging.observation;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.support.GenericMessage;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for keys: those that are documented are those that are used.
 */
class ObservationKeysTests {

	private final SpreadTemplateObservationContext sent = new SpreadTemplateObservationContext(List.of("orders"),
			new GenericMessage<>("text"));

	private final SpreadListenerObservationContext received = received("#peer#localhost");

	private static SpreadListenerObservationContext received(String sender) {
		return new SpreadListenerObservationContext("my-listener", Set.of("orders"),
				List.of(new RegularMessage(MemberId.of(sender), List.of("orders"), ServiceType.AGREED, false, (short) 0,
						ByteOrder.LITTLE_ENDIAN, new byte[0])));
	}

	@Test
	void theDocumentedKeysAreThoseOfTheDefaultConventions() {
		assertDocumented(SpreadTemplateObservation.TEMPLATE, DefaultSpreadTemplateObservationConvention.INSTANCE,
				this.sent);
		assertDocumented(SpreadListenerObservation.LISTENER, DefaultSpreadListenerObservationConvention.INSTANCE,
				this.received);
	}

	private static <C extends Observation.Context> void assertDocumented(ObservationDocumentation documentation,
			ObservationConvention<C> convention, C context) {
		assertThat(documentation.getDefaultConvention()).isEqualTo(convention.getClass());
		assertThat(names(convention.getLowCardinalityKeyValues(context)))
			.containsExactlyInAnyOrderElementsOf(names(documentation.getLowCardinalityKeyNames()));
		assertThat(names(convention.getHighCardinalityKeyValues(context)))
			.containsExactlyInAnyOrderElementsOf(names(documentation.getHighCardinalityKeyNames()));
	}

	private static List<String> names(KeyValues values) {
		return values.stream().map(KeyValue::getKey).toList();
	}

	private static List<String> names(KeyName[] names) {
		return Arrays.stream(names).map(KeyName::asString).toList();
	}

	@Test
	void whoSentAMessageIsNoKey() {
		assertThat(Stream.iterate(0, (i) -> i + 1)
			.limit(1000)
			.map((i) -> received("#p%d#localhost".formatted(i)))
			.map(DefaultSpreadListenerObservationConvention.INSTANCE::getLowCardinalityKeyValues)
			.distinct()).hasSize(1);
	}

	@Test
	void eachConventionTakesItsOwnContextOnly() {
		assertThat(DefaultSpreadTemplateObservationConvention.INSTANCE.supportsContext(this.sent)).isTrue();
		assertThat(DefaultSpreadTemplateObservationConvention.INSTANCE.supportsContext(this.received)).isFalse();
		assertThat(DefaultSpreadListenerObservationConvention.INSTANCE.supportsContext(this.received)).isTrue();
		assertThat(DefaultSpreadListenerObservationConvention.INSTANCE.supportsContext(this.sent)).isFalse();
	}

}
