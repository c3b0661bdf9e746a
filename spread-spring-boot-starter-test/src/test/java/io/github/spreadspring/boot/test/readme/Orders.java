package io.github.spreadspring.boot.test.readme;

import org.springframework.stereotype.Component;

import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.protocol.MemberId;

@Component
class Orders {

	private final SpreadTemplate template;

	Orders(SpreadTemplate template) {
		this.template = template;
	}

	void place(Order order) {
		// JSON; every member gets it in the same order
		this.template.convertAndSend("orders", order);
	}

	@SpreadListener("orders")
	void on(Order order, MemberId sender) {
		// every order, our own included
	}

	@SpreadListener("orders")
	void on(MemberDisconnected event) {
		// event.member() is gone; event.view().members() are left
	}

}
