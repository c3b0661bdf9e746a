package io.github.spreadspring.boot.test.docs;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;

import io.github.spreadspring.boot.test.SpreadTest;
import io.github.spreadspring.boot.test.SpreadTestClient;
import io.github.spreadspring.boot.test.SpreadTestClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

@SpreadTest
@Import(Prices.class)
class PeerTests {

	@Test
	void aQuestionIsAnswered(SpreadTestClient client) {
		client.send("questions", "pen", Map.of("correlation-id", "q1"));
		Received answer = client.awaitPrivateMessage();
		assertThat(answer.text()).isEqualTo("pen costs 3");
		assertThat(answer.header("correlation-id")).isEqualTo("q1");
	}

	@Test
	void onlyTheBillForPensMatters(SpreadTestClient client) {
		client.join("bills");
		client.send("orders", "{\"item\":\"ink\",\"count\":1}");
		client.send("orders", "{\"item\":\"pen\",\"count\":1}");
		client.awaitMessage("bills", (bill) -> assertThat(bill.text()).contains("pen"));
		assertThat(client.messages("bills")).hasSize(2);
	}

	@Test
	void aQuestionMakesNoBill(SpreadTestClient client) {
		client.join("bills");
		client.send("questions", "pen");
		client.awaitPrivateMessage();
		client.assertNoMessage("bills");
	}

}
