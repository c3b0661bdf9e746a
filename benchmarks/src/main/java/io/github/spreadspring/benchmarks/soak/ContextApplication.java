package io.github.spreadspring.benchmarks.soak;

import java.util.List;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.ByteArrayMessageConverter;

import io.github.spreadspring.benchmarks.soak.check.Checker;
import io.github.spreadspring.benchmarks.soak.check.StreamPlace;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadSessionLifecycle;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.config.EnableSpread;
import io.github.spreadspring.messaging.config.SpreadListenerContainerFactory;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.protocol.ServiceType;

/**
 * An application that is a Spring context, with a template and a listener.
 */
final class ContextApplication implements Application {

	private static final String LISTENER = "soak";

	private final SpreadSession session;

	private final SpreadTemplate template;

	private final Witness witness;

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	ContextApplication(String name, SessionSettings settings, Checker checker, EventPath path) {
		this.session = new SpreadSession(settings);
		this.template = new SpreadTemplate(this.session, new ByteArrayMessageConverter());
		this.witness = new Witness(checker, name, StreamPlace.ALONE, path);
		this.context.registerBean(SpreadSession.class, () -> this.session);
		this.context.registerBean(Listener.class, () -> new Listener(this.witness));
		this.context.register(Infrastructure.class);
	}

	@Override
	public SpreadSession session() {
		return this.session;
	}

	@Override
	public List<Witness> witnesses() {
		return List.of(this.witness);
	}

	@Override
	public void open() {
		this.context.refresh();
	}

	@Override
	public void join(String group) {
		container().join(group);
	}

	@Override
	public void leave(String group) {
		container().leave(group);
	}

	private SpreadListenerContainer container() {
		SpreadListenerContainer container = this.context.getBean(SpreadListenerEndpointRegistry.class)
			.getListenerContainer(LISTENER);
		if (container == null) {
			throw new IllegalStateException("The listener has no container");
		}
		return container;
	}

	@Override
	public void send(List<String> groups, ServiceType service, byte[] body) {
		this.template.to(groups.toArray(String[]::new)).service(service).headers(HeaderMode.NEVER).send(body);
	}

	@Override
	public void close() {
		this.context.close();
		this.session.close();
		this.witness.closed();
	}

	/**
	 * Listens.
	 *
	 * @param witness who is told what comes
	 */
	record Listener(Witness witness) {

		@SpreadListener(id = LISTENER)
		void on(SpreadEvent event) {
			this.witness.saw(event);
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
			return new SpreadSessionLifecycle(session, false);
		}

		@Bean
		SpreadListenerContainerFactory spreadListenerContainerFactory(SpreadSession session) {
			return new SpreadListenerContainerFactory(session, new ByteArrayMessageConverter());
		}

	}

}
