package io.github.spreadspring.boot.test.slice;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.boot.test.SpreadTest;
import io.github.spreadspring.boot.test.SpreadTestClient;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * Tests for {@link SpreadTest}.
 */
@SpreadTest(properties = "shop.name=corner")
class SliceTests {

	@MockitoBean
	private Components.Prices prices;

	@Autowired
	private ApplicationContext context;

	@Test
	void listenersAreThereInTheirGroups() {
		SpreadListenerEndpointRegistry registry = this.context.getBean(SpreadListenerEndpointRegistry.class);
		assertThat(registry.getListenerContainers()).hasSize(4).allMatch((container) -> container.isJoined());
		assertThat(this.context.getBeansOfType(Components.Audit.class)).hasSize(1);
	}

	@Test
	void aListenerMethodAnswersWithTheHelpOfAMock(SpreadTestClient client) {
		given(this.prices.price("pen")).willReturn(3);
		client.send("orders", "{\"item\":\"pen\",\"count\":2}", Map.of("correlation-id", "c1"));
		SpreadTestClient.Received answer = client.awaitPrivateMessage();
		assertThat(answer.text()).isEqualTo("costs 6");
		assertThat(answer.header("correlation-id")).isEqualTo("c1");
	}

	@Test
	void aListenerClassGetsMessages(SpreadTestClient client, @Autowired Components.Stock stock) throws Exception {
		client.send("stock", "three pens");
		assertThat(stock.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("three pens");
	}

	@Test
	void theTemplateSendsJsonThroughInterceptors(SpreadTestClient client, @Autowired SpreadTemplate template) {
		client.join("out");
		template.convertAndSend("out", new Components.Order("pen", 2));
		SpreadTestClient.Received message = client.awaitMessage("out");
		assertThat(message.text()).isEqualTo("{\"item\":\"pen\",\"count\":2}");
		assertThat(message.header("signed-by")).isEqualTo("shop");
		assertThat(this.context.getBeansOfType(JsonMapper.class)).isNotEmpty();
	}

	@Test
	void nothingElseOfTheApplicationIsThere() {
		assertThat(this.context.getBeansOfType(Components.Page.class)).isEmpty();
		assertThat(this.context.getBeansOfType(Components.Orders.class)).isEmpty();
		assertThat(this.context.getBeansOfType(Components.Clocks.class)).isEmpty();
		assertThat(this.context.containsBean("dispatcherServlet")).isFalse();
		assertThat(this.context.containsBean("tomcatServletWebServerFactory")).isFalse();
	}

	@Test
	void propertiesAndDaemonAreSet(@Autowired EmbeddedSpreadDaemon daemon) {
		assertThat(this.context.getEnvironment().getProperty("shop.name")).isEqualTo("corner");
		assertThat(this.context.getEnvironment().getProperty("spread.address")).isEqualTo(daemon.address());
	}

}
