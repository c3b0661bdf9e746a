package io.github.spreadspring.daemon;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;

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

	private final GroupId membership;

	private final Set<VirtualDaemon> daemons;

	private final Groups groups;

	private final Routes routes;

	private final StepQueue steps;

	private final Set<Session> unflushed = new LinkedHashSet<>();

	/**
	 * Create a sequencer without sessions.
	 * @param membership the id of the daemon membership, with index 0
	 * @param daemons the daemons whose sessions it serves
	 * @param loop the event loop
	 * @param rotation how long SAFE messages have to wait; zero for not at all
	 */
	Sequencer(GroupId membership, Set<VirtualDaemon> daemons, ScheduledExecutorService loop, Duration rotation) {
		this.membership = membership;
		this.daemons = daemons;
		this.groups = new Groups(membership, this::deliver);
		this.routes = new Routes(this.groups);
		this.steps = new StepQueue(this, loop, rotation);
	}

	void opened(Session session) {
		this.routes.add(session);
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
			this.steps.submit(new FrameStep(sender, run));
		}
	}

	/**
	 * Take in that a session is at its end, whatever the reason. What it sent before
	 * keeps its place.
	 * @param session the session
	 */
	void disconnected(Session session) {
		if (session.end()) {
			this.steps.submit(new EndStep(session));
		}
	}

	/**
	 * End a session without a reason that anybody has to know.
	 * @param session the session
	 */
	void disconnect(Session session) {
		disconnected(session);
		flush();
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
	 * Forget everything. Sessions that have not ended are not touched.
	 */
	void close() {
		this.steps.close();
		this.unflushed.clear();
	}

	/**
	 * Let the next frames of a run take effect.
	 * @param sender the session they came from
	 * @param run the frames
	 * @return whether it is used up
	 */
	boolean proceed(Session sender, FrameRun run) {
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

	private void multicast(Session sender, FrameRun run) {
		multicast(sender, run, this.routes.receivers(sender, run.groups()));
	}

	/**
	 * Deliver as many messages as all receivers have room for, at least one.
	 * @param sender the session they came from
	 * @param run the messages
	 * @param receivers who gets them; the sender only if it wants to
	 */
	private void multicast(Session sender, FrameRun run, Collection<Session> receivers) {
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

	/**
	 * Deliver messages to some of their receivers, whether these have room or not.
	 * @param messages the messages, which others may still need
	 * @param which tells who gets them
	 */
	void deliverTo(FrameStep messages, Predicate<Session> which) {
		Session sender = messages.source();
		FrameRun run = messages.run().copy();
		List<Session> receivers = this.routes.receivers(sender, run.groups()).stream().filter(which).toList();
		while (run.frames() > 0) {
			multicast(sender, run, receivers);
		}
		run.release();
	}

	private void refuse(Session sender, FrameRun run) {
		ByteBuffer refused = run.next(1).nioBuffer();
		if (run.type().isSelfDiscard()) {
			return;
		}
		try {
			deliver(DaemonFrames.reject(Frame.read(refused), FrameReader.ORDER), List.of(sender));
		}
		catch (IllegalNameException ex) {
			kill(sender, "a denied message to a name that is not terminated by NUL");
		}
	}

	void deliver(Frame frame, Collection<Session> receivers) {
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
			kill(receiver, "it reads too slowly, %d frames are waiting".formatted(receiver.maxBacklog()));
			return;
		}
		this.unflushed.add(receiver);
		this.steps.delivered(receiver);
	}

	/**
	 * Let everybody know that a session is gone.
	 * @param session the session
	 */
	void remove(Session session) {
		this.routes.remove(session);
		this.unflushed.remove(session);
		this.steps.removed(session);
		this.groups.disconnect(session);
		session.removed();
	}

	/**
	 * Return the id of the daemon membership.
	 * @return the id, with index 0
	 */
	GroupId membership() {
		return this.membership;
	}

	/**
	 * Return the daemons of the membership; some may have left it.
	 * @return the daemons
	 */
	Set<VirtualDaemon> daemons() {
		return this.daemons;
	}

	Groups groups() {
		return this.groups;
	}

	StepQueue steps() {
		return this.steps;
	}

}
