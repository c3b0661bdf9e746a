package io.github.spreadspring.daemon;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.spreadspring.protocol.SpreadLimits;

/**
 * Knows who gets a message: all sessions by their private groups, and the members of all
 * groups.
 */
final class Routes {

	private static final Logger logger = System.getLogger(EmbeddedSpreadDaemon.class.getName());

	private final Map<String, Session> sessions = new HashMap<>();

	private final Groups groups;

	private boolean warnedOfGroups;

	Routes(Groups groups) {
		this.groups = groups;
	}

	void add(Session session) {
		this.sessions.put(session.id().toString(), session);
	}

	void remove(Session session) {
		this.sessions.remove(session.id().toString());
	}

	/**
	 * Return who gets a message.
	 * @param sender who sent it
	 * @param destinations the destinations
	 * @return every receiver once; possibly none
	 */
	Collection<Session> receivers(Session sender, List<String> destinations) {
		if (destinations.size() == 1) {
			return receivers(destinations.get(0));
		}
		if (destinations.size() > SpreadLimits.MAX_GROUPS) {
			warnOfGroups(sender, destinations.size());
			return List.of();
		}
		Set<Session> receivers = new LinkedHashSet<>();
		destinations.forEach((destination) -> receivers.addAll(receivers(destination)));
		return receivers;
	}

	private Collection<Session> receivers(String destination) {
		if (!destination.startsWith("#")) {
			return this.groups.members(destination);
		}
		Session session = this.sessions.get(destination);
		return (session != null) ? List.of(session) : List.of();
	}

	private void warnOfGroups(Session sender, int count) {
		if (!this.warnedOfGroups) {
			this.warnedOfGroups = true;
			logger.log(Level.WARNING,
					() -> "Session %s sent a message to %d groups. Spread delivers messages to more than %d groups to nobody, and so does this daemon; further ones are not logged."
						.formatted(sender, count, SpreadLimits.MAX_GROUPS));
		}
	}

}
