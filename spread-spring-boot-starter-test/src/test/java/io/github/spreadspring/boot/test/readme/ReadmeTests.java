package io.github.spreadspring.boot.test.readme;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

import io.github.spreadspring.boot.test.SpreadTest;
import io.github.spreadspring.boot.test.SpreadTestClient;
import io.github.spreadspring.messaging.GroupReplies;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the README.
 */
@SpreadTest
@Import({ Orders.class, ReadmeTests.Answers.class })
class ReadmeTests {

	@Autowired
	SpreadTemplate template;

	private final Order order = new Order("pen", 2);

	@Test
	void anOrderIsPlaced(@Autowired Orders orders, SpreadTestClient client) {
		client.join("orders");
		orders.place(this.order);
		assertThat(client.awaitMessage("orders").text()).isEqualTo("{\"item\":\"pen\",\"count\":2}");
	}

	@Test
	void thereAreOptions(SpreadTestClient client) {
		SpreadTemplate template = this.template;
		Order order = this.order;
		String task = "work";
		client.join("audit");
		template.to("orders", "audit").service(ServiceType.SAFE).type(7).selfDiscard().send(order);
		template.convertAndSend("#worker1#host2", task);
		assertThat(client.awaitMessage("audit").text()).isEqualTo("{\"item\":\"pen\",\"count\":2}");
	}

	@Test
	void aListenerAnswers() {
		SpreadTemplate template = this.template;
		Order order = this.order;
		Price price = template.convertSendAndReceive("prices", order, Price.class);
		GroupReplies<Integer> loads = template.sendAndReceiveAll("team", "load?", Integer.class, Duration.ofSeconds(2));
		// answers(): who said what; left() and silent(): who did not, and why
		assertThat(price).isEqualTo(new Price(6));
		assertThat(loads.answers()).hasSize(1).containsValue(42);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

	static class Answers {

		@SpreadListener("prices")
		Price on(Order order) {
			return new Price(3 * order.count());
		}

		@SpreadListener("team")
		int on(String question) {
			return 42;
		}

	}

	record Price(int total) {
	}

}
