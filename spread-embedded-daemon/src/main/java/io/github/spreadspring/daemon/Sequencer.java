package io.github.spreadspring.daemon;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import io.github.spreadspring.protocol.DaemonFrames;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.IllegalNameException;
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
		this.groups = new Groups(daemonMembership, (receiver, frame) -> deliver(receiver, frame, 1));
		this.steps = new StepQueue(loop, this::flush);
	}

	void opened(Session session) {
		this.sessions.put(session.id().toString(), session);
		this.sessionCount = this.sessions.size();
	}

	/**
	 * Take in frames.
	 * @param sender the session they came from
	 * @param run the frames, released by this method or later
	 */
	void received(Session sender, FrameRun run) {
		if (run.type().has(FrameType.KILL)) {
			run.release();
			disconnected(sender);
		}
		else if (run.isCommand() && !run.hasGroup()) {
			run.release();
			kill(sender, "a %s without a group name terminated by NUL"
				.formatted(run.type().has(FrameType.JOIN) ? "join" : "leave"));
		}
		else {
			this.steps.submit(sender, () -> proceed(sender, run));
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

	/**
	 * Let the next frames of a run take effect.
	 * @param sender the session they came from
	 * @param run the frames
	 * @return whether it is used up
	 */
	private boolean proceed(Session sender, FrameRun run) {
		boolean done = true;
		try {
			if (!sender.access().permits(run)) {
				refuse(sender, run);
			}
			else if (run.type().has(FrameType.JOIN)) {
				this.groups.join(sender, run.group());
				run.next(1);
			}
			else if (run.type().has(FrameType.LEAVE)) {
				this.groups.leave(sender, run.group());
				run.next(1);
			}
			else {
				multicast(sender, run);
			}
			done = run.frames() == 0;
			return done;
		}
		finally {
			if (done) {
				run.release();
			}
		}
	}

	/**
	 * Deliver as many messages as all receivers have room for, at least one.
	 * @param sender the session they came from
	 * @param run the messages
	 */
	private void multicast(Session sender, FrameRun run) {
		Collection<Session> receivers = receivers(sender, run.groups());
		int count = sender.access().isOpen() ? run.frames() : 1;
		for (Session receiver : receivers) {
			count = Math.min(count, receiver.room());
		}
		ByteBuf frames = run.next(count);
		for (Session receiver : receivers) {
			if (receiver != sender || !run.type().isSelfDiscard()) {
				deliver(receiver, frames, count);
			}
		}
	}

	private void refuse(Session sender, FrameRun run) {
		ByteBuffer refused = run.next(1).nioBuffer();
		if (run.type().isSelfDiscard()) {
			return;
		}
		try {
			ByteBuffer reject = DaemonFrames.reject(Frame.read(refused), FrameReader.ORDER).toBytes();
			ByteBuf frame = ByteBufAllocator.DEFAULT.directBuffer(reject.remaining()).writeBytes(reject);
			deliver(sender, frame, 1);
			frame.release();
		}
		catch (IllegalNameException ex) {
			kill(sender, "a denied message to a name that is not terminated by NUL");
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

	private void deliver(Session receiver, ByteBuf frames, int count) {
		if (receiver.hasEnded()) {
			return;
		}
		if (!receiver.deliver(frames, count)) {
			kill(receiver, "it reads too slowly, %d frames are waiting".formatted(receiver.maxBacklog()));
			return;
		}
		this.unflushed.add(receiver);
		this.steps.delivered(receiver);
	}

	private boolean remove(Session session) {
		this.sessions.remove(session.id().toString());
		this.sessionCount = this.sessions.size();
		this.unflushed.remove(session);
		this.steps.removed(session);
		this.groups.disconnect(session);
		session.removed();
		return true;
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
