package io.github.spreadspring.boot.health;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import io.github.spreadspring.boot.actuate.SpreadBeans;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SessionStatistics;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

/**
 * {@link HealthIndicator} for one Spread session and its listeners. It looks at what the
 * session knows, and opens no connection of its own.
 */
public class SpreadHealthIndicator extends AbstractHealthIndicator {

	/**
	 * So many groups and listeners are shown at most, and so many groups of each
	 * listener. Health counts all of them.
	 */
	static final int MAX_SHOWN = 100;

	private final SpreadSession session;

	private final SpreadBeans beans;

	/**
	 * Create an indicator.
	 * @param session the session
	 * @param beans knows the listeners, of which those of this session count
	 */
	public SpreadHealthIndicator(SpreadSession session, SpreadBeans beans) {
		super("Spread health check failed");
		this.session = session;
		this.beans = beans;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<SpreadListenerContainer> listeners = this.beans.listeners()
			.stream()
			.filter((container) -> container.getSession() == this.session)
			.toList();
		Map<SpreadListenerContainer, ListenerCondition> conditions = new LinkedHashMap<>();
		listeners.forEach((container) -> conditions.put(container, ListenerCondition.of(container)));
		SessionState state = this.session.state();
		Status status = HealthRule.decide(state, isAttempted(), conditions.values());
		builder.status(status);
		addSession(builder, state);
		if (!status.equals(Status.UP)) {
			add(builder, "lastFailure", this.session.lastFailure());
		}
		// of a connection that is being given up something may still be there
		addGroups(builder, (state == SessionState.CONNECTED) ? this.session.views() : List.of());
		addListeners(builder, conditions);
	}

	private boolean isAttempted() {
		try {
			return this.session.awaitFirstAttempt(Duration.ZERO);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	private void addSession(Health.Builder builder, SessionState state) {
		SessionStatistics statistics = this.session.statistics();
		builder.withDetail("state", state);
		builder.withDetail("address", this.session.address().toString());
		builder.withDetail("embedded", this.beans.isEmbedded(this.session));
		builder.withDetail("transport",
				this.session.settings().connection().transport().name().toLowerCase(Locale.ROOT));
		if (state == SessionState.CONNECTED) {
			add(builder, "daemonVersion", statistics.daemonVersion());
			add(builder, "privateGroup", this.session.privateGroup());
			add(builder, "connectedSince", statistics.connectedSince());
		}
		builder.withDetail("reconnects", statistics.reconnects());
		builder.withDetail("held", this.session.isHeld());
	}

	private static void add(Health.Builder builder, String name, @Nullable Object value) {
		if (value != null) {
			builder.withDetail(name,
					(value instanceof Exception ex) ? String.valueOf(ex.getMessage()) : value.toString());
		}
	}

	private static void addGroups(Health.Builder builder, List<GroupView> views) {
		Map<String, Integer> groups = new LinkedHashMap<>();
		views.stream().limit(MAX_SHOWN).forEach((view) -> groups.put(view.group(), view.members().size()));
		builder.withDetail("groups", groups);
		addMore(builder, "moreGroups", views);
	}

	private static void addMore(Health.Builder builder, String name, Collection<?> all) {
		if (all.size() > MAX_SHOWN) {
			builder.withDetail(name, all.size() - MAX_SHOWN);
		}
	}

	private static void addListeners(Health.Builder builder,
			Map<SpreadListenerContainer, ListenerCondition> conditions) {
		Map<String, Object> listeners = new LinkedHashMap<>();
		// those that are to blame first
		conditions.entrySet()
			.stream()
			.sorted((one, other) -> other.getValue().compareTo(one.getValue()))
			.limit(MAX_SHOWN)
			.forEach((entry) -> listeners.put(entry.getKey().getId(), describe(entry.getKey(), entry.getValue())));
		builder.withDetail("listeners", listeners);
		addMore(builder, "moreListeners", conditions.keySet());
	}

	private static Map<String, Object> describe(SpreadListenerContainer container, ListenerCondition condition) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", container.getState());
		details.put("condition", condition);
		details.put("groups", shown(container.getGroups()));
		if (condition == ListenerCondition.DENIED) {
			details.put("deniedGroups", shown(container.getDeniedGroups()));
		}
		details.put("joined", container.isJoined());
		details.put("queueSize", container.getQueueSize());
		return details;
	}

	private static List<String> shown(Set<String> groups) {
		return groups.stream().limit(MAX_SHOWN).toList();
	}

}
