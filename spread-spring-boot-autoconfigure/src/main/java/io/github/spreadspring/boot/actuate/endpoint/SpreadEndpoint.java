package io.github.spreadspring.boot.actuate.endpoint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import io.github.spreadspring.boot.actuate.SpreadBeans;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

/**
 * {@link Endpoint} that shows the sessions with their groups and the listeners of an
 * application, and starts, stops, pauses and resumes a listener, or has a session connect
 * anew.
 */
@Endpoint(id = "spread")
@RegisterReflectionForBinding({ SpreadDescriptor.class, SessionDescriptor.class, ListenerDescriptor.class })
public class SpreadEndpoint {

	static final String SESSIONS = "sessions";

	static final String LISTENERS = "listeners";

	/** So many groups, members of a group and groups of a listener are shown of all. */
	static final int MAX_SHOWN = 100;

	/** So many names are suggested to who asks for one that is not there. */
	static final int MAX_NAMED = 20;

	private static final Map<String, Consumer<SpreadListenerContainer>> LISTENER_OPERATIONS = listenerOperations();

	private static final String RECONNECT = "reconnect";

	private final SpreadBeans beans;

	/**
	 * Create an endpoint.
	 * @param beans what there is to show
	 */
	public SpreadEndpoint(SpreadBeans beans) {
		this.beans = beans;
	}

	private static Map<String, Consumer<SpreadListenerContainer>> listenerOperations() {
		Map<String, Consumer<SpreadListenerContainer>> operations = new LinkedHashMap<>();
		operations.put("start", SpreadListenerContainer::start);
		operations.put("stop", SpreadListenerContainer::stop);
		operations.put("pause", SpreadListenerContainer::pause);
		operations.put("resume", SpreadListenerContainer::resume);
		return operations;
	}

	/**
	 * Show everything.
	 * @return sessions, groups and listeners; of many groups and members, the first 100
	 */
	@ReadOperation
	public SpreadDescriptor spread() {
		Map<String, SessionDescriptor> sessions = new LinkedHashMap<>();
		this.beans.sessions().forEach((name, session) -> sessions.put(name, describe(session, MAX_SHOWN)));
		Map<String, ListenerDescriptor> listeners = new LinkedHashMap<>();
		this.beans.listeners().forEach((container) -> listeners.put(container.getId(), describe(container, MAX_SHOWN)));
		return new SpreadDescriptor(sessions, listeners);
	}

	/**
	 * Show one session or listener, with all groups and members.
	 * @param kind {@code sessions} or {@code listeners}
	 * @param name the bean name of the session, or the id of the listener
	 * @return what is asked for, or {@code null} if there is no such thing
	 */
	@ReadOperation
	public @Nullable OperationResponseBody one(@Selector String kind, @Selector String name) {
		return switch (kind) {
			case SESSIONS -> describe(this.beans.sessions().get(name));
			case LISTENERS -> describe(listener(name));
			default -> null;
		};
	}

	/**
	 * Do something with a session or listener. Stopping a listener waits for its current
	 * message, up to its shutdown timeout; starting one until its joins are on their way
	 * to the daemon, a second at most. Nothing waits for an answer of the daemon or for a
	 * new connection.
	 * @param kind {@code sessions} or {@code listeners}
	 * @param name the bean name of the session, or the id of the listener
	 * @param operation of a listener {@code start}, {@code stop}, {@code pause} or
	 * {@code resume}; of a session {@code reconnect}
	 * @return how it is now, or {@code null} if there is no such thing
	 * @throws InvalidEndpointRequestException if there is no such operation, or the
	 * session is stopped
	 */
	@WriteOperation
	public @Nullable OperationResponseBody operate(@Selector String kind, @Selector String name,
			@Nullable String operation) {
		return switch (kind) {
			case SESSIONS -> operate(this.beans.sessions().get(name), operation);
			case LISTENERS -> operate(listener(name), operation);
			default -> null;
		};
	}

	private @Nullable OperationResponseBody operate(@Nullable SpreadListenerContainer container,
			@Nullable String operation) {
		if (container == null) {
			return null;
		}
		Consumer<SpreadListenerContainer> action = (operation != null) ? LISTENER_OPERATIONS.get(operation) : null;
		if (action == null) {
			throw unknown("listener", operation, String.join(", ", LISTENER_OPERATIONS.keySet()));
		}
		action.accept(container);
		return describe(container);
	}

	private @Nullable OperationResponseBody operate(@Nullable SpreadSession session, @Nullable String operation) {
		if (session == null) {
			return null;
		}
		if (!RECONNECT.equals(operation)) {
			throw unknown("session", operation, RECONNECT);
		}
		if (!session.reconnect()) {
			throw invalid("The session is %s and cannot connect: start the application's session first"
				.formatted(session.state()));
		}
		return describe(session);
	}

	private static InvalidEndpointRequestException unknown(String kind, @Nullable String operation, String allowed) {
		return invalid("Operation %s is not known for a %s. Allowed: %s"
			.formatted((operation != null) ? "'" + operation + "'" : "null", kind, allowed));
	}

	private static InvalidEndpointRequestException invalid(String reason) {
		return new InvalidEndpointRequestException(reason, reason);
	}

	/**
	 * Say that there is no such thing, and what there is.
	 * @param kind what was asked for
	 * @param name the name that is not there
	 * @return a text for whoever asked
	 */
	String missing(String kind, String name) {
		return switch (kind) {
			case SESSIONS -> missing(kind, name, this.beans.sessions().keySet());
			case LISTENERS ->
				missing(kind, name, this.beans.listeners().stream().map(SpreadListenerContainer::getId).toList());
			default -> "There are no '%s'. There are %s and %s".formatted(kind, SESSIONS, LISTENERS);
		};
	}

	private static String missing(String kind, String name, Collection<String> names) {
		String shown = names.stream().limit(MAX_NAMED).map("'%s'"::formatted).collect(Collectors.joining(", "));
		String more = (names.size() > MAX_NAMED) ? " and %d more".formatted(names.size() - MAX_NAMED) : "";
		return "There is no '%s' among the %s. There are: %s%s".formatted(name, kind, names.isEmpty() ? "none" : shown,
				more);
	}

	private @Nullable SpreadListenerContainer listener(String id) {
		return this.beans.listeners()
			.stream()
			.filter((container) -> container.getId().equals(id))
			.findFirst()
			.orElse(null);
	}

	private @Nullable SessionDescriptor describe(@Nullable SpreadSession session) {
		return (session != null) ? describe(session, Integer.MAX_VALUE) : null;
	}

	private SessionDescriptor describe(SpreadSession session, int maxShown) {
		return SessionDescriptor.of(session, this.beans.isEmbedded(session), maxShown);
	}

	private @Nullable ListenerDescriptor describe(@Nullable SpreadListenerContainer container) {
		return (container != null) ? describe(container, Integer.MAX_VALUE) : null;
	}

	private ListenerDescriptor describe(SpreadListenerContainer container, int maxShown) {
		return ListenerDescriptor.of(container, this.beans.name(container.getSession()), maxShown);
	}

}
