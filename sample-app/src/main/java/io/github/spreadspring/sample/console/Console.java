package io.github.spreadspring.sample.console;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.sample.web.ConnectionGuard;

/**
 * The groups of the console.
 */
@Component
public class Console {

	private final SpreadSession session;

	private final SpreadListenerEndpointRegistry registry;

	private final ConnectionGuard connection;

	private final ApplicationEventPublisher publisher;

	Console(SpreadSession session, SpreadListenerEndpointRegistry registry, ConnectionGuard connection,
			ApplicationEventPublisher publisher) {
		this.session = session;
		this.registry = registry;
		this.connection = connection;
		this.publisher = publisher;
	}

	CompletableFuture<GroupView> join(String group) {
		CompletableFuture<GroupView> joined = container().join(group);
		joined.thenRun(() -> this.publisher.publishEvent(new ConsoleGroupChanged(group)));
		return joined;
	}

	boolean leave(String group) {
		boolean left = container().leave(group);
		this.publisher.publishEvent(new ConsoleGroupChanged(group));
		return left;
	}

	/**
	 * Whether a group is one of the console.
	 * @param group the name of the group
	 * @return {@code false} also for groups of other listeners
	 */
	public boolean isIn(String group) {
		return container().getGroups().contains(group);
	}

	List<GroupView> views() {
		// the session is in the groups of other listeners, too
		Set<String> groups = container().getGroups();
		return this.session.views().stream().filter((view) -> groups.contains(view.group())).toList();
	}

	void requireConnected() {
		this.connection.requireConnected();
	}

	private SpreadListenerContainer container() {
		SpreadListenerContainer container = this.registry.getListenerContainer(ConsoleListener.ID);
		if (container == null) {
			throw new IllegalStateException("There is no listener '%s'".formatted(ConsoleListener.ID));
		}
		return container;
	}

}
