package io.github.spreadspring.messaging.docs;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;

import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.messaging.ListeningApplication;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.SpreadListenerConfigurer;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistrar;
import io.github.spreadspring.messaging.docs.TenantArgumentResolver.Tenant;
import io.github.spreadspring.messaging.support.SpreadHeaderAccessor;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The examples about what a listener gets and answers.
 */
class ListenTests {

	private static final String PEN = "{\"item\":\"pen\",\"count\":2}";

	@RegisterExtension
	final ListeningApplication app = new ListeningApplication();

	@Test
	void aMethodGetsThePayloadAndWhoSentIt() {
		this.app.startIn("orders", Orders.class);
		this.app.peer().send("orders", PEN);
		assertThat(this.app.received().call()).containsExactly(new Order("pen", 2), MemberId.of(this.app.peer().id()));
		this.app.peer().join("orders");
		this.app.peer().kill();
		assertThat(this.app.received().call()).containsExactly(MemberId.of(this.app.peer().id()), 1);
	}

	@Test
	void headersAndTheViewAreParametersToo() {
		SpreadTemplate template = this.app.startIn("orders", Detailed.class).getBean(SpreadTemplate.class);
		template.to("orders").service(ServiceType.SAFE).header("customer", 4711).send(new Order("pen", 2));
		assertThat(this.app.received().call()).containsExactly(new Order("pen", 2), 4711, 1, ServiceType.SAFE);
	}

	@Test
	void everythingComesInOneOrder() {
		Board board = this.app.startIn("orders", Board.class).getBean(Board.class);
		this.app.peer().join("orders");
		await().until(() -> board.members.size() == 2);
		this.app.network().stopDaemon();
		await().until(() -> board.members.isEmpty());
	}

	@Test
	void messagesToUsAloneHaveAListener() {
		this.app.startIn("orders", Orders.class, Mail.class);
		this.app.peer().send("#app#localhost", "psst");
		assertThat(this.app.received().call()).containsExactly("psst", MemberId.of(this.app.peer().id()));
	}

	@Test
	void whatAMethodReturnsIsTheAnswer() {
		this.app.startIn("prices", Prices.class);
		this.app.peer().join("price-list");
		this.app.peer().send("prices", PEN);
		assertThat(List.of(this.app.peer().text(), this.app.peer().text(), this.app.peer().text()))
			.containsExactlyInAnyOrder("6 euros", "6 euros, later", "{\"item\":\"pen\",\"count\":2}");
	}

	@Test
	void anEmptyBodyIsNothing() {
		this.app.startIn("orders", MaybeOrders.class);
		this.app.peer().send("orders", "");
		assertThat(this.app.received().next()).isEqualTo("nothing");
		this.app.peer().send("orders", PEN);
		assertThat(this.app.received().next()).isEqualTo("pen");
	}

	@Test
	void aMethodForAnEventMayAnnounceSomething() {
		this.app.startIn("orders", Greeter.class);
		Peer lobby = this.app.network().peer("lobby").join("lobby");
		this.app.peer().join("orders");
		assertThat(lobby.text()).isEqualTo("Welcome #peer#localhost");
	}

	@Test
	void aMessageThatNoOtherHandlerIsForGoesToTheDefault() {
		SpreadTemplate template = this.app.startIn("chat", Chat.class).getBean(SpreadTemplate.class);
		template.to("chat").header("k", "v").send("hello");
		assertThat(this.app.received().next()).isEqualTo("hello");
		this.app.peer().send("chat", "four");
		assertThat(this.app.received().next()).isEqualTo(4);
	}

	@Test
	void aConfigurerBringsParametersOfTheApplication() {
		this.app.startIn("acme", Tenants.class, TenantConfiguration.class);
		this.app.peer().send("acme", "text");
		assertThat(this.app.received().call()).containsExactly("acme", "text");
	}

	static class Orders extends Recorder {

		@SpreadListener("orders")
		void on(Order order, MemberId sender) {
			show(order, sender);
		}

		@SpreadListener("orders")
		void on(MemberDisconnected event) {
			show(event.member(), event.view().members().size());
		}

	}

	static class Detailed extends Recorder {

		@SpreadListener("orders")
		void on(Order order, @Header("customer") int customer, GroupView view, SpreadHeaderAccessor headers) {
			show(order, customer, view.members().size(), headers.getServiceType());
		}

	}

	static class Board {

		volatile List<MemberId> members = List.of();

		@SpreadListener("orders")
		void on(SpreadEvent event) {
			if (event instanceof GroupJoined joined) {
				this.members = joined.view().members();
			}
			else if (event instanceof ViewChanged changed) {
				this.members = changed.view().members();
			}
			else if (event instanceof ConnectionLost) {
				this.members = List.of();
			}
		}

	}

	static class Mail extends Recorder {

		@SpreadListener(SpreadListener.PRIVATE)
		void on(String text, MemberId sender) {
			show(text, sender);
		}

	}

	static class Prices {

		@SpreadListener("prices")
		String price(Order order) {
			return 3 * order.count() + " euros"; // to the sender
		}

		@SpreadListener("prices")
		CompletableFuture<String> priceLater(Order order) {
			return CompletableFuture.supplyAsync(() -> price(order) + ", later");
		}

		@SpreadListener("prices")
		@SendTo("price-list")
		Order copy(Order order) {
			return order;
		}

	}

	static class MaybeOrders extends Recorder {

		@SpreadListener("orders")
		void on(Optional<Order> order) {
			show(order.map(Order::item).orElse("nothing"));
		}

	}

	static class Greeter {

		@SpreadListener("orders")
		@SendTo("lobby")
		String on(MemberJoined event) {
			return "Welcome " + event.member();
		}

	}

	@SpreadListener("chat")
	static class Chat extends Recorder {

		@SpreadHandler
		void on(String text) {
			show(text);
		}

		@SpreadHandler(isDefault = true)
		void on(byte[] body) {
			show(body.length);
		}

	}

	static class Tenants extends Recorder {

		@SpreadListener({ "acme", "umbrella" })
		void on(Tenant tenant, String text) {
			show(tenant.name(), text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TenantConfiguration implements SpreadListenerConfigurer {

		@Override
		public void configureSpreadListeners(SpreadListenerEndpointRegistrar registrar) {
			registrar.setCustomArgumentResolvers(new TenantArgumentResolver());
		}

	}

}
