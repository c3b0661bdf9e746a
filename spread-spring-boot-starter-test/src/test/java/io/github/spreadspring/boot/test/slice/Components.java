package io.github.spreadspring.boot.test.slice;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.RestController;

import io.github.spreadspring.messaging.SpreadSendInterceptor;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;

/**
 * The components of the application.
 */
final class Components {

	private Components() {
	}

	/**
	 * What travels as JSON.
	 *
	 * @param item what is ordered
	 * @param count how many
	 */
	record Order(String item, int count) {
	}

	/**
	 * A service that a listener needs.
	 */
	@Service
	static class Prices {

		int price(String item) {
			throw new IllegalStateException("Needs a database for " + item);
		}

	}

	/**
	 * A listener method.
	 */
	@Component
	static class OrderDesk {

		private final Prices prices;

		OrderDesk(Prices prices) {
			this.prices = prices;
		}

		@SpreadListener("orders")
		String order(Order order) {
			return "costs " + this.prices.price(order.item()) * order.count();
		}

	}

	/**
	 * A listener class.
	 */
	@Component
	@SpreadListener("stock")
	static class Stock {

		final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

		@SpreadHandler
		void take(String text) {
			this.texts.add(text);
		}

	}

	/**
	 * A method with two listeners.
	 */
	abstract static class Auditing {

		@SpreadListener("audit")
		@SpreadListener("security")
		void audit(String text) {
		}

	}

	/**
	 * A listener that inherits its method.
	 */
	@Component
	static class Audit extends Auditing {

	}

	/**
	 * Takes part in sending.
	 */
	@Component
	static class Signature implements SpreadSendInterceptor {

		@Override
		public Message<?> beforeSend(List<String> destinations, Message<?> message) {
			return MessageBuilder.fromMessage(message).setHeader("signed-by", "shop").build();
		}

	}

	/**
	 * A component of the web.
	 */
	@RestController
	static class Page {

	}

	/**
	 * A component of the database.
	 */
	@Repository
	static class Orders {

	}

	/**
	 * Beans of a configuration class.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Clocks {

		@Bean
		String clock() {
			return "tick";
		}

	}

}
