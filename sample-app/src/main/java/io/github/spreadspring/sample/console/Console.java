package io.github.spreadspring.sample.console;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.springframework.stereotype.Component;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.sample.web.NotConnectedException;

/**
 * The groups of the console.
 */
@Component
public class Console {

	private final SpreadSession session;

	private final SpreadListenerEndpointRegistry registry;

	Console(SpreadSession session, SpreadListenerEndpointRegistry registry) {
		this.session = session;
		this.registry = registry;
	}

	CompletableFuture<GroupView> join(String group) {
		return container().join(group);
	}

	boolean leave(String group) {
		return container().leave(group);
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
		if (this.session.state() != SessionState.CONNECTED) {
			throw new NotConnectedException(this.session.state(), this.session.address());
		}
	}

	private SpreadListenerContainer container() {
		SpreadListenerContainer container = this.registry.getListenerContainer(ConsoleListener.ID);
		if (container == null) {
			throw new IllegalStateException("There is no listener '%s'".formatted(ConsoleListener.ID));
		}
		return container;
	}

}
