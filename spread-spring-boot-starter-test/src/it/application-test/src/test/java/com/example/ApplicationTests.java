package com.example;

import io.github.spreadspring.boot.test.SpreadTest;
import io.github.spreadspring.boot.test.SpreadTestClient;
import io.github.spreadspring.messaging.SpreadTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@SpreadTest
class ApplicationTests {

	@Test
	void anOrderIsShipped(@Autowired SpreadTemplate template, SpreadTestClient client) {
		client.join("shipments");
		template.convertAndSend("orders", new Application.Order("pen", 3));
		assertThat(client.awaitMessage("shipments").text()).isEqualTo("{\"item\":\"pen\"}");
	}

}
