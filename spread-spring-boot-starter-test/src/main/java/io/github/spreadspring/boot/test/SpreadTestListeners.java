package io.github.spreadspring.boot.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.context.ApplicationContext;

import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.config.SpreadListenerEndpointRegistry;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;
import io.github.spreadspring.protocol.MemberId;

/**
 * Waits until listeners are in their groups: a message that is sent before that does not
 * reach them. {@link EmbeddedSpread} and {@link SpreadTest} do this before each test
 * method, so it is needed for what a test itself starts or joins, and without them.
 */
public final class SpreadTestListeners {

	/**
	 * How long is waited unless told otherwise: 5 seconds.
	 */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	private static final Log logger = LogFactory.getLog(SpreadTestListeners.class);

	private SpreadTestListeners() {
	}

	/**
	 * Wait until all sessions of an application that were started are connected, and all
	 * listeners that run are in their groups, for {@link #DEFAULT_TIMEOUT} at most.
	 * @param context the application
	 * @throws AssertionError if they are not in time; it tells which, and why
	 */
	public static void awaitJoined(ApplicationContext context) {
		awaitJoined(context, DEFAULT_TIMEOUT);
	}

	/**
	 * Wait until all sessions of an application that were started are connected, and then
	 * until all listeners that run are in their groups.
	 * @param context the application
	 * @param timeout how long to wait at most, for the sessions and for the listeners of
	 * each registry
	 * @throws AssertionError if they are not in time; it tells which, and why
	 */
	public static void awaitJoined(ApplicationContext context, Duration timeout) {
		Map<String, SpreadSession> sessions = BeanFactoryUtils.beansOfTypeIncludingAncestors(context,
				SpreadSession.class, false, false);
		TestDaemons daemons = context.getBeanProvider(TestDaemons.class).getIfAvailable();
		await(timeout, () -> {
			List<String> missing = new ArrayList<>();
			sessions.forEach((name, session) -> {
				if (isAstray(name, session, daemons)) {
					missing.add(
							"Session '%s' is at %s, which is not a daemon of this test: has a SpreadSessionCustomizer or a SpreadSession bean of the application set it?"
								.formatted(name, session.address()));
				}
				else if (isStarted(session) && !isConnected(session, daemons)) {
					missing.add("Session '%s' at %s".formatted(name, describe(session)));
				}
			});
			return missing;
		});
		BeanFactoryUtils.beansOfTypeIncludingAncestors(context, SpreadListenerEndpointRegistry.class, false, false)
			.values()
			.forEach((registry) -> awaitJoined(registry, timeout));
		if (daemons != null) {
			sessions.forEach((name, session) -> warnOfOthers(name, session, daemons));
		}
	}

	/**
	 * Wait until listeners are in all their groups.
	 * @param registry holds the listeners
	 * @param timeout how long to wait at most
	 * @param ids the ids of the listeners to wait for; without any, all that run
	 * @throws IllegalArgumentException if there is no listener with one of the ids
	 * @throws AssertionError if they are not in time; it tells which, and why
	 */
	public static void awaitJoined(SpreadListenerEndpointRegistry registry, Duration timeout, String... ids) {
		List<SpreadListenerContainer> named = Arrays.stream(ids).map((id) -> require(registry, id)).toList();
		await(timeout, () -> {
			List<String> missing = new ArrayList<>();
			for (SpreadListenerContainer container : named.isEmpty() ? registry.getListenerContainers() : named) {
				if ((!named.isEmpty() || container.isRunning()) && !container.isJoined()) {
					missing.add("Listener '%s' (%s) is not in all of its groups %s%s".formatted(container.getId(),
							container.getState(), container.getGroups(), reason(container)));
				}
			}
			return missing;
		});
	}

	private static SpreadListenerContainer require(SpreadListenerEndpointRegistry registry, String id) {
		SpreadListenerContainer container = registry.getListenerContainer(id);
		if (container == null) {
			throw new IllegalArgumentException("There is no Spread listener with the id '%s': there are %s"
				.formatted(id, registry.getListenerContainerIds()));
		}
		return container;
	}

	private static boolean isStarted(SpreadSession session) {
		return session.state() != SessionState.DISCONNECTED && session.state() != SessionState.CLOSED;
	}

	/**
	 * Ask both ends: a session takes a moment to notice that the daemon was restarted or
	 * has cut it off.
	 * @param session the session
	 * @param daemons the daemons of the test, if there are any
	 * @return whether it is connected
	 */
	private static boolean isConnected(SpreadSession session, @Nullable TestDaemons daemons) {
		MemberId member = session.privateGroup();
		return session.state() == SessionState.CONNECTED && member != null
				&& (daemons == null || daemons.mayHave(session.address(), member));
	}

	/**
	 * Ask whether the session that the starter makes, and that must be at a daemon of the
	 * test, is elsewhere. Others may be where they like.
	 * @param name the name of the bean
	 * @param session the session
	 * @param daemons the daemons of the test, if there are any
	 * @return whether it is connected to a daemon that is not one of them
	 */
	private static boolean isAstray(String name, SpreadSession session, @Nullable TestDaemons daemons) {
		return daemons != null && name.equals("spreadSession") && session.state() == SessionState.CONNECTED
				&& !daemons.isOurs(session.address());
	}

	private static void warnOfOthers(String name, SpreadSession session, TestDaemons daemons) {
		if (isStarted(session) && !daemons.isOurs(session.address()) && daemons.isFirstWarning(name)) {
			logger.warn(
					"Session '%s' is at %s, which is not a daemon of this test. Unless this is meant, set the property of its address for the test, as in \"audit.address=${spread.address}\""
						.formatted(name, session.address()));
		}
	}

	private static String reason(SpreadListenerContainer container) {
		if (!container.isRunning()) {
			return ", because it does not run";
		}
		Set<String> denied = container.getDeniedGroups();
		if (!denied.isEmpty()) {
			return ", because the daemon does not let it into %s, or it was taken out of them as its queue was full"
				.formatted(denied);
		}
		SpreadSession session = container.getSession();
		return (session.state() != SessionState.CONNECTED) ? ", because its session at " + describe(session) : "";
	}

	private static String describe(SpreadSession session) {
		Throwable failure = session.lastFailure();
		return "%s is %s%s".formatted(session.address(), session.state(),
				(failure != null) ? ": " + failure.getMessage() : "");
	}

	private static void await(Duration timeout, Supplier<List<String>> missing) {
		try {
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(5))
				.atMost(timeout)
				.until(() -> missing.get().isEmpty());
		}
		catch (ConditionTimeoutException ex) {
			List<String> last = missing.get();
			if (!last.isEmpty()) {
				throw new AssertionError(
						"After waiting for %d ms: %s".formatted(timeout.toMillis(), String.join("; ", last)), ex);
			}
		}
	}

}
