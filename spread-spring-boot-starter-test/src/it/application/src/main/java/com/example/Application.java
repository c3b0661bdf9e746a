package com.example;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Application {

	private static final CompletableFuture<Order> heard = new CompletableFuture<>();

	@SpreadListener("orders")
	void on(Order order) {
		heard.complete(order);
	}

	public static void main(String[] args) throws Exception {
		Order order = new Order("pen", 3);
		try (var context = SpringApplication.run(Application.class, args)) {
			context.getBean(SpreadTemplate.class).convertAndSend("orders", order);
			if (!order.equals(heard.get(20, TimeUnit.SECONDS))) {
				throw new IllegalStateException("Sent " + order + ", heard " + heard.get());
			}
		}
	}

	record Order(String item, int count) {
	}

}
