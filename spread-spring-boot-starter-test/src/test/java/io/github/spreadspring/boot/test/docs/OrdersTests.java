package io.github.spreadspring.boot.test.docs;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import io.github.spreadspring.boot.test.EmbeddedSpread;
import io.github.spreadspring.boot.test.SpreadTestClient;
import io.github.spreadspring.messaging.SpreadTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@EmbeddedSpread
class OrdersTests {

	@Autowired
	SpreadTemplate template;

	@Test
	void everyMemberGetsTheNews(SpreadTestClient first, SpreadTestClient second) {
		first.join("news");
		second.join("news");
		this.template.convertAndSend("news", "pens are back");
		assertThat(first.awaitMessage("news").text()).isEqualTo("pens are back");
		assertThat(second.awaitMessage("news").text()).isEqualTo("pens are back");
	}

}
