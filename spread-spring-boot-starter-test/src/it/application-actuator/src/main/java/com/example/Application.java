package com.example;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.ApplicationContext;

import io.github.spreadspring.boot.actuate.endpoint.SpreadEndpoint;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;

@SpringBootApplication
public class Application {

	private static final long PATIENCE_MILLIS = 20_000;

	@SpreadListener(id = "orders", groups = "orders")
	void on(String order) {
	}

	public static void main(String[] args) throws Exception {
		try (var context = SpringApplication.run(Application.class, args)) {
			context.getBean(SpreadTemplate.class).convertAndSend("orders", "pen");
			long start = System.currentTimeMillis();
			while (!isSeen(context)) {
				if (System.currentTimeMillis() - start > PATIENCE_MILLIS) {
					throw new IllegalStateException("Health, endpoint or meters are missing");
				}
				Thread.sleep(50);
			}
		}
	}

	private static boolean isSeen(ApplicationContext context) {
		var health = context.getBean(HealthEndpoint.class).healthForPath("spread");
		var listener = context.getBean(SpreadEndpoint.class).spread().listeners().get("orders");
		var handled = context.getBean(MeterRegistry.class).get("spread.listener.handled").functionCounter();
		return health.getStatus().getCode().equals("UP") && listener.joined() && handled.count() == 1;
	}

}
