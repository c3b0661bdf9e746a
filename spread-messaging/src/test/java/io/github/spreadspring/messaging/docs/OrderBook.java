package io.github.spreadspring.messaging.docs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.ViewChanged;
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
	void on(GroupJoined event) {
		this.orders.clear(); // whatever came before, we have missed
	}

	@SpreadHandler
	void on(ViewChanged event) {
		this.orders.keySet().retainAll(event.view().members()); // who left is gone
	}

	@SpreadHandler
	void on(NetworkChanged event) {
		this.orders.keySet().removeAll(event.departed()); // also who is back already
	}

	Map<MemberId, Order> orders() {
		return this.orders;
	}

}
