package io.github.spreadspring.boot.health;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.spreadspring.client.session.SessionState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HealthRule}.
 */
class HealthRuleTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# session      | attempted | listeners                | status
			DISCONNECTED   | false     |                          | OUT_OF_SERVICE
			DISCONNECTED   | true      | STOPPED                  | OUT_OF_SERVICE
			DISCONNECTED   | true      | ENDED                    | OUT_OF_SERVICE
			CLOSED         | true      |                          | OUT_OF_SERVICE
			CONNECTING     | false     | NOT_STARTED              | OUT_OF_SERVICE
			CONNECTING     | true      | JOINING                  | DOWN
			BACKING_OFF    | true      |                          | DOWN
			BACKING_OFF    | true      | JOINING                  | DOWN
			BACKING_OFF    | false     |                          | DOWN
			CONNECTED      | true      |                          | UP
			CONNECTED      | false     |                          | UP
			CONNECTED      | true      | JOINED                   | UP
			CONNECTED      | true      | JOINED, STOPPED          | UP
			CONNECTED      | true      | STOPPED                  | UP
			CONNECTED      | true      | NOT_STARTED              | OUT_OF_SERVICE
			CONNECTED      | true      | JOINED, JOINING          | OUT_OF_SERVICE
			CONNECTED      | true      | JOINED, ENDED            | DOWN
			CONNECTED      | true      | JOINED, DENIED           | DOWN
			CONNECTED      | true      | JOINING, NOT_STARTED, DENIED | DOWN
			""")
	void theSessionComesFirstAndThenTheListenerThatIsWorstOff(SessionState state, boolean attempted, String listeners,
			String status) {
		List<ListenerCondition> conditions = (listeners != null)
				? Arrays.stream(listeners.split(", ")).map(ListenerCondition::valueOf).toList() : List.of();
		assertThat(HealthRule.decide(state, attempted, conditions).getCode()).isEqualTo(status);
	}

}
