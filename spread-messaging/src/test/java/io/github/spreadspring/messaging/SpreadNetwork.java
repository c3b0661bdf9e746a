package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.awaitility.Awaitility.await;

/**
 * A daemon of its own for each test, with the application contexts and peers that are
 * connected to it.
 */
public final class SpreadNetwork implements BeforeEachCallback, AfterEachCallback {

	private final List<AutoCloseable> closeables = new ArrayList<>();

	private EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build();

	private String address = "";

	@Override
	public void beforeEach(ExtensionContext context) {
		this.daemon = EmbeddedSpreadDaemon.builder().port(0).build().start();
		this.address = this.daemon.address();
	}

	@Override
	public void afterEach(ExtensionContext context) throws Exception {
		for (int i = this.closeables.size() - 1; i >= 0; i--) {
			this.closeables.get(i).close();
		}
		this.closeables.clear();
		this.daemon.close();
	}

	/**
	 * Stop the daemon and start it again at the same port.
	 */
	public void restartDaemon() {
		int port = this.daemon.port();
		this.daemon.close();
		this.daemon = EmbeddedSpreadDaemon.builder().port(port).build().start();
	}

	public EmbeddedSpreadDaemon daemon() {
		return this.daemon;
	}

	public void stopDaemon() {
		this.daemon.close();
	}

	/**
	 * Let a member take part that answers what it gets.
	 * @param name its private name
	 * @param group the group it is in
	 * @param answer makes the answer to a text; {@code null} to stay silent
	 * @return the member, in the group
	 */
	public AnsweringMember answering(String name, String group, Function<String, @Nullable Object> answer) {
		AnsweringMember member = new AnsweringMember(session(name), group, answer);
		this.closeables.add(member);
		return member;
	}

	public Peer peer(String name) {
		Peer peer = new Peer(this.address, name);
		this.closeables.add(peer);
		return peer;
	}

	/**
	 * Return settings for a session at this daemon that reconnects quickly.
	 * @return the settings
	 */
	public SessionSettings settings() {
		return settings("app");
	}

	public SessionSettings settings(String privateName) {
		ConnectionSettings connection = ConnectionSettings.of(this.address).privateName(privateName);
		return SessionSettings.of(connection)
			.addresses(List.of(DaemonAddress.parse(this.address)))
			.reconnectDelay(Duration.ofMillis(10), Duration.ofMillis(50));
	}

	public SpreadSession session() {
		return session("app");
	}

	public SpreadSession session(String privateName) {
		SpreadSession session = new SpreadSession(settings(privateName));
		this.closeables.add(session);
		session.start();
		return session;
	}

	/**
	 * Return a context with everything but what is tested, not refreshed yet.
	 * @param components the components to add
	 * @return the context
	 */
	public AnnotationConfigApplicationContext context(Class<?>... components) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(SessionSettings.class, () -> settings());
		context.register(SpreadTestConfiguration.class);
		if (components.length > 0) {
			context.register(components);
		}
		this.closeables.add(context);
		return context;
	}

	/**
	 * Start an application.
	 * @param components the components to add
	 * @return the context, refreshed
	 */
	public AnnotationConfigApplicationContext start(Class<?>... components) {
		AnnotationConfigApplicationContext context = context(components);
		context.refresh();
		return context;
	}

	/**
	 * Start an application and wait until it is in a group.
	 * @param group the group
	 * @param components the components to add
	 * @return the context, refreshed
	 */
	public AnnotationConfigApplicationContext startIn(String group, Class<?>... components) {
		AnnotationConfigApplicationContext context = start(components);
		awaitIn(context, group);
		return context;
	}

	/**
	 * Wait until an application is in a group: what is sent from now on reaches it.
	 * @param context the context
	 * @param group the group
	 */
	public void awaitIn(ConfigurableApplicationContext context, String group) {
		awaitIn(context.getBean(SpreadSession.class), group);
	}

	public void awaitIn(SpreadSession session, String group) {
		await().until(() -> session.view(group).isPresent());
	}

	public void awaitOutOf(SpreadSession session, String group) {
		await().until(() -> session.view(group).isEmpty());
	}

}
