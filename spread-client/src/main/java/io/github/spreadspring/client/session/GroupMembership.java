package io.github.spreadspring.client.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.JoinRefusedException;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.SpreadEvent;

/**
 * One group of a session: where the session stands with the daemon, and where each stream
 * stands with the session. The daemon does not answer a redundant join or leave, so a
 * command goes out only when the one before has been answered.
 */
final class GroupMembership {

	/**
	 * Where the session stands with the daemon.
	 */
	enum Phase {

		/** Not in the group. */
		OUT,

		/** Join sent. */
		JOINING,

		/** In the group. */
		IN,

		/** Leave sent. */
		LEAVING

	}

	/**
	 * What to send to the daemon.
	 */
	enum Command {

		/** Join the group. */
		JOIN,

		/** Leave the group. */
		LEAVE

	}

	private final String group;

	private final Map<SpreadStream, Participant> participants = new LinkedHashMap<>();

	private Phase phase = Phase.OUT;

	private @Nullable GroupView view;

	/** Completes when the leave is sent, which may have to wait for a join's answer. */
	private @Nullable CompletableFuture<Void> parting;

	GroupMembership(String group) {
		this.group = group;
	}

	@Nullable GroupView view() {
		return this.view;
	}

	boolean isForgotten() {
		return this.participants.isEmpty() && this.phase == Phase.OUT;
	}

	boolean isWantedBy(SpreadStream stream) {
		Participant participant = this.participants.get(stream);
		return participant != null && participant.wanted;
	}

	/**
	 * Make a stream want the group.
	 * @param stream the stream
	 * @return completes when the stream is in the group
	 */
	CompletableFuture<GroupView> join(SpreadStream stream) {
		Participant participant = this.participants.computeIfAbsent(stream, Participant::new);
		if (!participant.wanted || participant.refused) {
			participant.wanted = true;
			participant.refused = false;
			participant.joined = new CompletableFuture<>();
		}
		GroupView view = this.view;
		if (this.phase == Phase.IN && view != null) {
			participant.begin(view);
		}
		return participant.joined;
	}

	/**
	 * End the stream's part in the group: at once while others stay or nothing has begun,
	 * else with the daemon's answer.
	 * @param stream the stream
	 */
	void leave(SpreadStream stream) {
		Participant participant = this.participants.get(stream);
		if (participant == null || !participant.wanted) {
			return;
		}
		participant.wanted = false;
		participant.cancel();
		if (!participant.begun || isWanted()) {
			participant.end();
			this.participants.remove(stream);
		}
	}

	/**
	 * End the stream's part in the group at once, also when it is the last one in it.
	 * @param stream the stream
	 */
	void expel(SpreadStream stream) {
		Participant participant = this.participants.remove(stream);
		if (participant != null) {
			participant.cancel();
			participant.end();
		}
	}

	void remove(SpreadStream stream) {
		Participant participant = this.participants.remove(stream);
		if (participant != null) {
			participant.cancel();
		}
	}

	boolean hasBegun(SpreadStream stream) {
		Participant participant = this.participants.get(stream);
		return participant != null && participant.begun;
	}

	boolean isRefused(SpreadStream stream) {
		Participant participant = this.participants.get(stream);
		return participant != null && participant.refused;
	}

	boolean has(SpreadStream stream) {
		return this.participants.containsKey(stream);
	}

	/**
	 * Return what has to be said to the daemon next.
	 * @return the command, or {@code null} for nothing
	 */
	@Nullable Command reconcile() {
		if (this.phase == Phase.OUT && isWanted()) {
			this.phase = Phase.JOINING;
			return Command.JOIN;
		}
		if (this.phase == Phase.IN && !isWanted()) {
			this.phase = Phase.LEAVING;
			return Command.LEAVE;
		}
		return null;
	}

	/**
	 * Return for what has to wait who wants others to see us leave.
	 * @return completes when there is no leave to be sent any more, or {@code null} if
	 * there is none now
	 */
	@Nullable CompletableFuture<Void> parting() {
		if ((this.phase == Phase.JOINING || this.phase == Phase.IN) && !isWanted() && this.parting == null) {
			this.parting = new CompletableFuture<>();
		}
		return this.parting;
	}

	/**
	 * Take what waits for a leave, unless that has to wait for the answer to a join.
	 * @return what to complete when the command that was decided is sent, or {@code null}
	 */
	@Nullable CompletableFuture<Void> takeParting() {
		if (this.phase == Phase.JOINING) {
			return null;
		}
		CompletableFuture<Void> parting = this.parting;
		this.parting = null;
		return parting;
	}

	/**
	 * A view arrived that contains ourselves.
	 * @param view the view
	 * @param event the message that brought it
	 * @param touched told of each stream that something was added to
	 * @return whether it is the first
	 */
	boolean viewed(GroupView view, SpreadEvent event, Consumer<SpreadStream> touched) {
		boolean first = this.view == null;
		this.view = view;
		if (this.phase == Phase.JOINING) {
			this.phase = Phase.IN;
		}
		for (Participant participant : this.participants.values()) {
			if (participant.begun) {
				participant.add(event);
				touched.accept(participant.stream);
			}
			else if (this.phase == Phase.IN && participant.wanted) {
				participant.begin(view);
				touched.accept(participant.stream);
			}
		}
		return first;
	}

	/**
	 * The daemon confirmed that we left.
	 */
	void left() {
		out();
		for (Participant participant : this.participants.values()) {
			participant.end();
		}
		forgetUnwanted();
	}

	/**
	 * The connection is gone, and the membership with it; streams learn that by another
	 * event. A leave that was under way is thereby done.
	 */
	void lost() {
		out();
		for (Participant participant : this.participants.values()) {
			if (!participant.wanted) {
				participant.end();
			}
			participant.lost();
		}
		forgetUnwanted();
	}

	/**
	 * The daemon refused the join; not tried again until somebody asks for it, or with
	 * the next connection. Means nothing while no join is under way.
	 * @param event what the daemon returned
	 */
	void refused(SpreadEvent event) {
		if (this.phase != Phase.JOINING) {
			return;
		}
		out();
		for (Participant participant : this.participants.values()) {
			participant.add(event);
			participant.refuse(this.group);
		}
		forgetUnwanted();
	}

	/**
	 * Whether any stream wants to be in the group.
	 * @return {@code true} if we are in it, or going to be
	 */
	boolean isWanted() {
		for (Participant participant : this.participants.values()) {
			if (participant.wanted && !participant.refused) {
				return true;
			}
		}
		return false;
	}

	boolean isOut() {
		return this.phase == Phase.OUT;
	}

	boolean isJoining() {
		return this.phase == Phase.JOINING;
	}

	/**
	 * Hand each stream that is in the group, and not just watching, to somebody.
	 * @param action who takes it
	 */
	void forEachBegun(Consumer<SpreadStream> action) {
		for (Participant participant : this.participants.values()) {
			if (participant.begun && !participant.stream.isWatching()) {
				action.accept(participant.stream);
			}
		}
	}

	private void out() {
		this.phase = Phase.OUT;
		this.view = null;
		CompletableFuture<Void> parting = takeParting();
		if (parting != null) {
			Completions.run(() -> parting.complete(null));
		}
	}

	private void forgetUnwanted() {
		this.participants.values().removeIf((participant) -> !participant.wanted);
	}

	/**
	 * A stream's part in the group.
	 */
	private final class Participant {

		private final SpreadStream stream;

		private boolean wanted;

		/** Whether the daemon does not let us in, over this connection. */
		private boolean refused;

		/** Between GroupJoined and GroupLeft, or the loss of the connection. */
		private boolean begun;

		private CompletableFuture<GroupView> joined = new CompletableFuture<>();

		Participant(SpreadStream stream) {
			this.stream = stream;
		}

		/**
		 * Add an event, unless the stream watches all groups and has it already.
		 * @param event the event
		 */
		void add(SpreadEvent event) {
			if (!this.stream.isWatching()) {
				this.stream.add(event);
			}
		}

		void begin(GroupView view) {
			if (!this.begun) {
				this.begun = true;
				this.refused = false;
				add(new GroupJoined(view));
			}
			CompletableFuture<GroupView> joined = this.joined;
			if (!joined.isDone()) {
				Completions.run(() -> joined.complete(view));
			}
		}

		void refuse(String group) {
			this.begun = false;
			this.refused = true;
			CompletableFuture<GroupView> joined = this.joined;
			if (!joined.isDone()) {
				Completions.run(() -> joined.completeExceptionally(new JoinRefusedException(group)));
			}
		}

		void cancel() {
			CompletableFuture<GroupView> joined = this.joined;
			if (!joined.isDone()) {
				Completions.run(() -> joined.cancel(false));
			}
		}

		void end() {
			if (this.begun) {
				this.begun = false;
				add(new GroupLeft(GroupMembership.this.group));
			}
		}

		void lost() {
			this.begun = false;
			this.refused = false;
			if (this.joined.isDone()) {
				this.joined = new CompletableFuture<>();
			}
		}

	}

}
