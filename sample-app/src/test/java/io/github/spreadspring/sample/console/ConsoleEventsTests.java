package io.github.spreadspring.sample.console;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.ListenerOverflowed;
import io.github.spreadspring.client.message.MessagesDropped;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleEventsTests {

	private final SpreadSession session = new SpreadSession(SessionSettings.of(ConnectionSettings.defaults()));

	private final ConsoleEvents events = new ConsoleEvents(this.session);

	@Test
	void droppedMessagesAreAGapWithTheirNumber() {
		assertThat(told(new MessagesDropped(12, 3400))).containsExactly("gap",
				"{\"kind\":\"DROPPED\",\"messages\":12,\"bytes\":3400}");
	}

	@Test
	void anOverflowIsAGapWithTheGroups() {
		assertThat(told(new ListenerOverflowed(List.of("chat", "orders")))).containsExactly("gap",
				"{\"kind\":\"OVERFLOWED\",\"groups\":[\"chat\",\"orders\"]}");
	}

	@Test
	void aLossIsToldBeforeTheStateThatFollows() {
		assertThat(told(new ConnectionLost(MemberId.of("me", "host"), "gone"))).startsWith("gap",
				"{\"kind\":\"LOST\",\"previous\":\"#me#host\",\"reason\":\"gone\"}", "connection");
	}

	@Test
	void theEndOfTheGapTellsItsLengthAndBothNames() {
		SpreadEvent restored = new ConnectionRestored(MemberId.of("me", "host"), MemberId.of("me2", "host"),
				Duration.ofMillis(1500));
		assertThat(told(restored)).startsWith("gap",
				"{\"kind\":\"RESTORED\",\"previous\":\"#me#host\",\"privateGroup\":\"#me2#host\",\"gapMillis\":1500}",
				"connection");
	}

	private List<String> told(SpreadEvent event) {
		return this.events.of(event)
			.stream()
			.flatMap((told) -> List.of(told.name(), JsonMapper.shared().writeValueAsString(told)).stream())
			.toList();
	}

}
