package io.github.spreadspring.benchmarks.peer;

import java.util.Map;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.messaging.converter.MessageConverter;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadSessionLifecycle;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.config.EnableSpread;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

/**
 * A Spring application with one session, a template and a listener.
 */
final class SpringApplication {

	/** What the listeners' groups are called in their annotations. */
	static final String GROUP = "${benchmark.group}";

	private final PeerSettings settings;

	private final int index;

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final SpreadSession session;

	private final SpreadTemplate template;

	SpringApplication(PeerSettings settings, int index) {
		this.settings = settings;
		this.index = index;
		this.session = new SpreadSession(SessionSettings.of(Connections.settings(settings, index)));
		MessageConverter converter = SpreadMessageConverters.json(JsonMapper.builder().build());
		this.template = new SpreadTemplate(this.session, converter);
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("benchmark", Map.of("benchmark.group", settings.group())));
		this.context.registerBean(SpreadSession.class, () -> this.session);
		this.context.registerBean(MessageConverter.class, () -> converter);
		this.context.register(Infrastructure.class);
	}

	/**
	 * Start.
	 * @param <T> the type of the listener
	 * @param type its class
	 * @param listener a bean with {@code @SpreadListener} methods
	 */
	<T> void start(Class<T> type, T listener) {
		this.context.registerBean(type, () -> listener);
		this.context.refresh();
	}

	void awaitJoined() throws InterruptedException {
		while (this.session.view(this.settings.group()).isEmpty()) {
			Thread.sleep(5);
		}
	}

	/**
	 * Return what is sent: bytes, or a record for JSON.
	 * @return the payload
	 */
	Object payload() {
		return this.settings.implementation().endsWith("json") ? Note.ofSize(this.settings.size())
				: new byte[this.settings.size()];
	}

	void send(Object payload) {
		if (this.settings.service() == ServiceType.AGREED && this.index == 0) {
			this.template.convertAndSend(this.settings.group(), payload);
		}
		else {
			this.template.to(this.settings.group()).service(this.settings.service()).type(this.index).send(payload);
		}
	}

	void acknowledge(int sender) {
		MemberId self = this.session.privateGroup();
		if (self != null) {
			this.template.to(MemberId.of(this.settings.peer() + sender, self.daemonName()))
				.service(ServiceType.FIFO)
				.type(this.index)
				.send(new byte[0]);
		}
	}

	/**
	 * What an application without Spring Boot declares.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableSpread
	static class Infrastructure {

		@Bean
		SpreadSessionLifecycle sessionLifecycle(SpreadSession session) {
			return new SpreadSessionLifecycle(session, true);
		}

		@Bean
		SpreadListenerContainerFactory spreadListenerContainerFactory(SpreadSession session,
				MessageConverter converter) {
			return new SpreadListenerContainerFactory(session, converter);
		}

	}

}
