package com.example;

import io.github.spreadspring.messaging.annotation.SpreadListener;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.messaging.handler.annotation.SendTo;

@SpringBootApplication
public class Application {

	@SpreadListener("orders")
	@SendTo("shipments")
	Shipment on(Order order) {
		return new Shipment(order.item());
	}

	record Order(String item, int count) {
	}

	record Shipment(String item) {
	}

}
