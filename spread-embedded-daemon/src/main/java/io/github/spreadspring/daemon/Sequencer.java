package io.github.spreadspring.daemon;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import io.github.spreadspring.protocol.DaemonFrames;
import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.IllegalNameException;

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

	private final Groups groups;

	private final Routes routes;

	private final StepQueue steps;

	private final Set<Session> unflushed = new LinkedHashSet<>();

	private volatile int sessionCount;

	/**
	 * Create a sequencer without sessions.
	 * @param daemonMembership the id of the daemon membership, with index 0
	 * @param loop the event loop
	 */
	Sequencer(GroupId daemonMembership, ScheduledExecutorService loop) {
		this.groups = new Groups(daemonMembership, this::deliver);
		this.routes = new Routes(this.groups);
		this.steps = new StepQueue(loop, this::flush);
	}

	void opened(Session session) {
		this.routes.add(session);
		this.sessionCount = this.routes.sessionCount();
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
		List<Session> all = this.routes.sessions();
		all.forEach(Session::end);
		this.steps.finish();
		all.forEach(Session::removed);
		all.forEach(this.routes::remove);
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
				join(sender, run.group());
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

	private void join(Session sender, String group) {
		if (sender.mayJoinMore() || sender.groups().contains(group)) {
			this.groups.join(sender, group);
		}
		else {
			kill(sender, "it is in %d groups, more are not allowed".formatted(sender.groups().size()));
		}
	}

	/**
	 * Deliver as many messages as all receivers have room for, at least one.
	 * @param sender the session they came from
	 * @param run the messages
	 */
	private void multicast(Session sender, FrameRun run) {
		Collection<Session> receivers = this.routes.receivers(sender, run.groups());
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
		if (run.type().isReject()) {
			kill(sender, "a denied command of type %s, with a bit that only daemons set".formatted(run.type()));
			return;
		}
		try {
			deliver(DaemonFrames.reject(Frame.read(refused), FrameReader.ORDER), List.of(sender));
		}
		catch (IllegalNameException ex) {
			kill(sender, "a denied message to a name that is not terminated by NUL");
		}
	}

	private void deliver(Frame frame, Collection<Session> receivers) {
		ByteBuffer bytes = frame.toBytes();
		ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(bytes.remaining()).writeBytes(bytes);
		try {
			receivers.forEach((receiver) -> deliver(receiver, buffer, 1));
		}
		finally {
			buffer.release();
		}
	}

	private void deliver(Session receiver, ByteBuf frames, int count) {
		if (receiver.hasEnded()) {
			return;
		}
		if (!receiver.deliver(frames, count)) {
			kill(receiver, "it reads too slowly, %s are waiting".formatted(receiver.describeBacklog()));
			return;
		}
		this.unflushed.add(receiver);
		this.steps.delivered(receiver);
	}

	private boolean remove(Session session) {
		this.routes.remove(session);
		this.sessionCount = this.routes.sessionCount();
		this.unflushed.remove(session);
		this.steps.removed(session);
		this.groups.disconnect(session);
		session.removed();
		return true;
	}

}
