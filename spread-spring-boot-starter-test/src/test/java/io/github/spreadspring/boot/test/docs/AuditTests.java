package io.github.spreadspring.boot.test.docs;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;

import io.github.spreadspring.boot.test.SpreadTest;
import io.github.spreadspring.boot.test.SpreadTestClient;
import io.github.spreadspring.boot.test.SpreadTestClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

@SpreadTest(properties = "audit.address=${spread.address}")
@Import({ AuditConfiguration.class, Prices.class })
class AuditTests {

	@Test
	void theAuditAnswersWithANameOfItsOwn(SpreadTestClient client) {
		client.send("audit", "pens are back");
		Received answer = client.awaitPrivateMessage();
		assertThat(answer.text()).isEqualTo("noted: pens are back");
		assertThat(answer.sender()).hasToString("#audit#localhost");
	}

}
