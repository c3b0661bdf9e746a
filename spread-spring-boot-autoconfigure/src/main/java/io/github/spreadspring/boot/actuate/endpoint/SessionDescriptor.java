package io.github.spreadspring.boot.actuate.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SessionStatistics;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.protocol.SpreadException;

/**
 * A session, and who is in its groups.
 *
 * @param state what it is doing
 * @param address the daemon it is connected to, or tried last
 * @param embedded whether that daemon runs inside the application
 * @param transport {@code socket} or {@code native}
 * @param daemonVersion the version of the daemon, where it is known; {@code null} while
 * not connected
 * @param privateGroup who we are; {@code null} while not connected
 * @param connectedSince since when; {@code null} while not connected
 * @param held whether nothing is read, because a listener is behind
 * @param lastFailure why the last attempt failed or the connection was lost; {@code null}
 * while all is well
 * @param statistics how it has fared
 * @param groups the groups that it is in, by name; none while not connected
 * @param moreGroups how many groups are not shown
 */
public record SessionDescriptor(SessionState state, String address, boolean embedded, String transport,
		@Nullable String daemonVersion, @Nullable String privateGroup, @Nullable Instant connectedSince, boolean held,
		@Nullable String lastFailure, StatisticsDescriptor statistics, Map<String, GroupDescriptor> groups,
		int moreGroups) implements OperationResponseBody {

	static SessionDescriptor of(SpreadSession session, boolean embedded, int maxShown) {
		SessionDescriptor described = of(session, session.state(), embedded, maxShown);
		SessionState state = session.state();
		// what came between may be in it in part
		return (described.state() == state) ? described : of(session, state, embedded, maxShown);
	}

	private static SessionDescriptor of(SpreadSession session, SessionState state, boolean embedded, int maxShown) {
		// of a connection that is being given up something may still be there
		boolean connected = (state == SessionState.CONNECTED);
		Map<String, GroupDescriptor> groups = new LinkedHashMap<>();
		List<GroupView> views = connected ? session.views() : List.of();
		views.stream().limit(maxShown).forEach((view) -> groups.put(view.group(), GroupDescriptor.of(view, maxShown)));
		SpreadException failure = session.lastFailure();
		SessionStatistics statistics = session.statistics();
		return new SessionDescriptor(state, session.address().toString(), embedded,
				session.settings().connection().transport().name().toLowerCase(Locale.ROOT),
				connected ? text(statistics.daemonVersion()) : null, connected ? text(session.privateGroup()) : null,
				connected ? statistics.connectedSince() : null, session.isHeld(),
				(failure != null) ? failure.getMessage() : null, StatisticsDescriptor.of(statistics), groups,
				views.size() - groups.size());
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

	/**
	 * How a session has fared since the application started.
	 *
	 * @param reconnects connections after the first
	 * @param gaps connections that were lost, or given up for another one
	 * @param rejected messages and joins that the daemon refused
	 * @param unclaimedPrivateMessages messages to our private group that no listener took
	 * @param heldTime how long nothing was read, because a listener was behind
	 * @param lastRoundTrip how long the last ping took; {@code null} without one
	 */
	public record StatisticsDescriptor(long reconnects, long gaps, long rejected, long unclaimedPrivateMessages,
			Duration heldTime, @Nullable Duration lastRoundTrip) {

		static StatisticsDescriptor of(SessionStatistics statistics) {
			return new StatisticsDescriptor(statistics.reconnects(), statistics.gaps(), statistics.rejected(),
					statistics.unclaimedPrivateMessages(), statistics.heldTime(), statistics.lastRoundTrip());
		}

	}

	/**
	 * Who is in a group.
	 *
	 * @param groupId the id of this membership
	 * @param memberCount how many members there are
	 * @param members the members, in the order of the view; not more than are shown
	 */
	public record GroupDescriptor(String groupId, int memberCount, List<String> members) {

		static GroupDescriptor of(GroupView view, int maxShown) {
			return new GroupDescriptor(view.id().toString(), view.members().size(),
					view.members().stream().limit(maxShown).map(Object::toString).toList());
		}

	}

}
