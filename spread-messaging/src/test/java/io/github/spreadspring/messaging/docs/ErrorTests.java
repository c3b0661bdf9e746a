package io.github.spreadspring.messaging.docs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.util.Assert;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

import io.github.spreadspring.messaging.ListeningApplication;
import io.github.spreadspring.messaging.RecordingErrorHandler;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.SpreadListenerConfigurer;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistrar;
import io.github.spreadspring.messaging.listener.ContainerProperties;
import io.github.spreadspring.messaging.listener.RepublishingErrorHandler;
import io.github.spreadspring.messaging.listener.SpreadListenerErrorHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The examples about errors and validation.
 */
class ErrorTests {

	@RegisterExtension
	final ListeningApplication app = new ListeningApplication();

	@Test
	void aFailureOfAListenerCanBeMended() {
		this.app.start(Mended.class, Mending.class);
		this.app.peer().send("orders", "{\"item\":\"pen\",\"count\":0}");
		assertThat(this.app.peer().text()).isEqualTo("refused: nothing ordered");
	}

	@Test
	void whatAListenerFailedOnIsSentToAGroup() {
		AnnotationConfigApplicationContext context = this.app.start(Republishing.class, Failing.class,
				Undertaker.class);
		this.app.network().awaitIn(context, "orders.dead");
		this.app.peer().send("orders", "{\"item\":\"pen\",\"count\":0}");
		List<Object> call = this.app.received().call();
		assertThat(call).containsExactly("{\"item\":\"pen\",\"count\":0}", "nothing ordered", this.app.peer().id());
		assertThat(context.getBean(Failing.class).calls).hasValue(4);
	}

	@Test
	void aPayloadThatIsNotValidIsAnError() {
		AnnotationConfigApplicationContext context = this.app.start(Validating.class, Checked.class);
		this.app.peer().send("orders", "{\"item\":\"pen\",\"count\":0}");
		this.app.peer().send("orders", "{\"item\":\"pen\",\"count\":2}");
		assertThat(this.app.received().next()).isEqualTo(new Order("pen", 2));
		RecordingErrorHandler errors = context.getBean(RecordingErrorHandler.class);
		await().until(() -> errors.failures().size() == 1);
	}

	static class Mended {

		@SpreadListener(groups = "orders", errorHandler = "refusing")
		String on(Order order) {
			Assert.state(order.count() > 0, "nothing ordered");
			return "accepted";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Mending {

		@Bean
		SpreadListenerErrorHandler refusing() {
			return (message, event, failure) -> {
				if (failure.getCause() instanceof IllegalStateException ex) {
					return "refused: " + ex.getMessage(); // sent as the answer
				}
				throw failure;
			};
		}

	}

	static class Failing {

		final AtomicInteger calls = new AtomicInteger();

		@SpreadListener("orders")
		void on(Order order) {
			this.calls.incrementAndGet();
			throw new IllegalStateException("nothing ordered");
		}

	}

	static class Republishing {

		@Autowired
		void handleErrors(SpreadListenerContainerFactory factory, SpreadTemplate template) {
			ContainerProperties properties = factory.getContainerProperties();
			properties.setRetryPolicy(RetryPolicy.builder().maxRetries(3).delay(Duration.ofMillis(10)).build());
			properties.setErrorHandler(new RepublishingErrorHandler(template, "orders.dead"));
		}

	}

	static class Undertaker extends Recorder {

		@SpreadListener("orders.dead")
		void on(String body, @Header(RepublishingErrorHandler.EXCEPTION_MESSAGE) String reason,
				@Header(RepublishingErrorHandler.ORIGINAL_SENDER) String sender) {
			show(body, reason, sender);
		}

	}

	static class Checked extends Recorder {

		@SpreadListener("orders")
		void on(@Validated Order order) {
			show(order);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Validating implements SpreadListenerConfigurer {

		@Override
		public void configureSpreadListeners(SpreadListenerEndpointRegistrar registrar) {
			registrar.setValidator(Validator.forInstanceOf(Order.class, (order, errors) -> {
				if (order.count() < 1) {
					errors.rejectValue("count", "positive");
				}
			}));
		}

	}

}
