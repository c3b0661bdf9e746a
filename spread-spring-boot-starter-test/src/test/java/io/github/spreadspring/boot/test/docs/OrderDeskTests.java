package io.github.spreadspring.boot.test.docs;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import io.github.spreadspring.boot.test.SpreadTest;
import io.github.spreadspring.boot.test.SpreadTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@SpreadTest
class OrderDeskTests {

	@MockitoBean
	Prices prices;

	@Test
	void anOrderMakesABill(SpreadTestClient client) {
		given(this.prices.of("pen")).willReturn(3);
		client.join("bills");
		client.send("orders", "{\"item\":\"pen\",\"count\":2}");
		assertThat(client.awaitMessage("bills").text()).isEqualTo("{\"item\":\"pen\",\"total\":6}");
	}

}
