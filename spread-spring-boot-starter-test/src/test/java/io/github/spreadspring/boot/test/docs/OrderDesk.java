package io.github.spreadspring.boot.test.docs;

import org.springframework.stereotype.Component;

import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;

@Component
class OrderDesk {

	private final SpreadTemplate template;

	private final Prices prices;

	OrderDesk(SpreadTemplate template, Prices prices) {
		this.template = template;
		this.prices = prices;
	}

	@SpreadListener("orders")
	void take(Order order) {
		this.template.convertAndSend("bills", new Bill(order.item(), order.count() * this.prices.of(order.item())));
	}

	@SpreadListener("questions")
	String answer(String item) {
		return item + " costs " + this.prices.of(item);
	}

	record Bill(String item, int total) {
	}

}
