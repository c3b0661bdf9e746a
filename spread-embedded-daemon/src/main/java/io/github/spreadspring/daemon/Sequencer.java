package io.github.spreadspring.daemon;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

import io.netty.buffer.ByteBuf;

import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.SpreadLimits;

/**
 * Puts everything that happens into one order and delivers it: messages, joins, leaves
 * and disconnects. What is delivered in the order of its arrival at one place meets every
 * guarantee of every service type.
 * <p>
 * Knows sessions, not sockets, and makes no difference between sessions of one daemon and
 * of another: several virtual daemons can share one sequencer. To be used by its event
 * loop only.
 */
final class Sequencer {

	private static final Logger logger = System.getLogger(EmbeddedSpreadDaemon.class.getName());

	private final Map<String, Session> sessions = new HashMap<>();

	private final Groups groups;

	private final StepQueue steps;

	private final Set<Session> unflushed = new LinkedHashSet<>();

	private volatile int sessionCount;

	private boolean warnedOfGroups;

	/**
	 * Create a sequencer without sessions.
	 * @param daemonMembership the id of the daemon membership, with index 0
	 * @param loop the event loop
	 */
	Sequencer(GroupId daemonMembership, ScheduledExecutorService loop) {
		this.groups = new Groups(daemonMembership, this::deliver);
		this.steps = new StepQueue(loop, this::flush);
	}

	void opened(Session session) {
		this.sessions.put(session.id().toString(), session);
		this.sessionCount = this.sessions.size();
	}

	/**
	 * Take in a frame.
	 * @param sender the session it came from
	 * @param frame the frame, released by this method or later
	 */
	void received(Session sender, ClientFrame frame) {
		FrameType type = frame.type();
		if (!type.has(FrameType.JOIN | FrameType.LEAVE | FrameType.KILL)) {
			this.steps.submit(sender, () -> multicast(sender, frame));
			return;
		}
		frame.bytes().release();
		if (type.has(FrameType.KILL)) {
			disconnected(sender);
		}
		else if (!frame.hasGroup()) {
			kill(sender, "a %s without a group name terminated by NUL"
				.formatted(type.has(FrameType.JOIN) ? "join" : "leave"));
		}
		else if (type.has(FrameType.JOIN)) {
			this.steps.submit(sender, () -> this.groups.join(sender, frame.group()));
		}
		else {
			this.steps.submit(sender, () -> this.groups.leave(sender, frame.group()));
		}
	}

	/**
	 * Take in that a session is at its end, whatever the reason. What it sent before
	 * keeps its place.
	 * @param session the session
	 */
	void disconnected(Session session) {
		if (session.end()) {
			this.steps.submit(session, () -> remove(session));
		}
	}

	/**
	 * End a session that did wrong.
	 * @param session the session
	 * @param reason what was wrong
	 */
	void kill(Session session, String reason) {
		if (!session.hasEnded()) {
			logger.log(Level.WARNING, () -> "Session %s ended: %s".formatted(session, reason));
			disconnected(session);
		}
	}

	/**
	 * Hand to the sockets what was delivered since the last call.
	 */
	void flush() {
		this.unflushed.forEach((session) -> session.connection().flush());
		this.unflushed.clear();
	}

	/**
	 * End all sessions without telling anybody.
	 */
	void close() {
		List<Session> all = List.copyOf(this.sessions.values());
		all.forEach(Session::end);
		this.steps.finish();
		all.forEach(Session::removed);
		this.sessions.clear();
		this.sessionCount = 0;
		this.unflushed.clear();
	}

	/**
	 * Return the number of sessions; to be called from any thread.
	 * @return the number of sessions
	 */
	int sessionCount() {
		return this.sessionCount;
	}

	private void multicast(Session sender, ClientFrame frame) {
		try {
			for (Session receiver : receivers(sender, frame.groups())) {
				if (receiver != sender || !frame.type().isSelfDiscard()) {
					deliver(receiver, frame.bytes());
				}
			}
		}
		finally {
			frame.bytes().release();
		}
	}

	private Collection<Session> receivers(Session sender, List<String> destinations) {
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

	private void deliver(Session receiver, ByteBuf frame) {
		if (receiver.hasEnded()) {
			return;
		}
		if (!receiver.deliver(frame)) {
			kill(receiver, "it reads too slowly, %d frames are waiting".formatted(receiver.maxBacklog()));
			return;
		}
		this.unflushed.add(receiver);
		this.steps.delivered(receiver);
	}

	private void remove(Session session) {
		this.sessions.remove(session.id().toString());
		this.sessionCount = this.sessions.size();
		this.unflushed.remove(session);
		this.steps.removed(session);
		this.groups.disconnect(session);
		session.removed();
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
