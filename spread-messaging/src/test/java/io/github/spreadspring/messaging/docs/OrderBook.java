package io.github.spreadspring.messaging.docs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;

import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.protocol.MemberId;

/**
 * The example of a class with one stream.
 */
@Component
@SpreadListener("orders")
class OrderBook {

	private final Map<MemberId, Order> orders = new ConcurrentHashMap<>();

	@SpreadHandler
	void on(Order order, MemberId sender) {
		this.orders.put(sender, order);
	}

	@SpreadHandler(type = "7")
	void cancel(MemberId sender) {
		this.orders.remove(sender);
	}

	@SpreadHandler
	void on(MemberDisconnected event) {
		this.orders.remove(event.member());
	}

	@SpreadHandler
	void on(ConnectionRestored event) {
		this.orders.clear(); // we have missed what happened during event.gap()
	}

	Map<MemberId, Order> orders() {
		return this.orders;
	}

}
