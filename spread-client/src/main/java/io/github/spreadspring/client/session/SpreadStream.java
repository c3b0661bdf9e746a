package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.ListenerOverflowed;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;

/**
 * Everything that one listener gets of its groups, in exactly the order the daemon
 * delivered it: messages, membership, and the events of the session. Groups can be joined
 * and left at any time.
 * <p>
 * For each group it begins with {@code GroupJoined} and ends with {@code GroupLeft}. A
 * message to several of the groups comes once.
 * <p>
 * A stream that is not read fills up. What happens then is a setting: as
 * {@link OverflowPolicy#BLOCK} says, its session stops reading, for all streams, and
 * after a while the daemon ends the connection.
 */
public final class SpreadStream implements AutoCloseable {

	/**
	 * Stands for our own private group, whatever its name is: what others send to us
	 * alone. It needs no join and brings no membership.
	 */
	public static final String PRIVATE = "#private";

	private final Router router;

	private final StreamQueue queue;

	private final StreamReporter reporter;

	private final boolean watching;

	private volatile boolean ending;

	private volatile boolean answering;

	private volatile boolean takingMessages = true;

	SpreadStream(Router router, StreamQueue queue, boolean watching) {
		this.router = router;
		this.queue = queue;
		this.watching = watching;
		this.reporter = new StreamReporter(this, router.observers(), System::nanoTime);
	}

	/**
	 * Return how much may wait in this stream, and what happens above that.
	 * @return the settings
	 */
	public StreamSettings settings() {
		return this.queue.settings();
	}

	/**
	 * Take part in a group, now or as soon as the session is connected, until
	 * {@link #leave(String)}. The session joins a group once for all its streams.
	 * @param group the group, or {@link #PRIVATE}
	 * @return completes with the view when {@code GroupJoined} stands in this stream; for
	 * {@link #PRIVATE} never. Already joined: completes with the current view. Completes
	 * with a {@link io.github.spreadspring.client.JoinRefusedException} when the daemon
	 * does not let us in; the session asks again with each new connection, unless the
	 * stream leaves the group. Is cancelled when the stream leaves the group before
	 * @throws io.github.spreadspring.protocol.IllegalNameException if the name is not
	 * allowed
	 * @throws IllegalStateException if this stream is closed
	 */
	public CompletableFuture<GroupView> join(String group) {
		return this.router.join(this, group);
	}

	/**
	 * Take part in a group no longer. {@code GroupLeft} follows what was delivered
	 * before; nothing does when {@code GroupJoined} had not come yet.
	 * @param group the group, or {@link #PRIVATE}
	 * @return whether this stream took part in it
	 */
	public boolean leave(String group) {
		return this.router.leave(this, group);
	}

	/**
	 * Return the groups this stream takes part in or is going to.
	 * @return the names, {@link #PRIVATE} among them where it was asked for
	 */
	public Set<String> groups() {
		return new LinkedHashSet<>(this.router.groupsOf(this));
	}

	/**
	 * Whether this stream is in a group: {@code GroupJoined} stands in it, or stood, and
	 * since then neither {@code GroupLeft} nor {@code ConnectionLost}.
	 * @param group the group; {@link #PRIVATE} counts while there is a connection
	 * @return {@code true} if so
	 */
	public boolean isIn(String group) {
		return this.router.isIn(this, group);
	}

	/**
	 * Take the next event.
	 * @param timeout how long to wait for one
	 * @return the event, or {@code null} if none came in time or this stream was closed
	 * @throws InterruptedException if the thread was interrupted; nothing is lost
	 */
	public @Nullable SpreadEvent receive(Duration timeout) throws InterruptedException {
		SpreadEvent event = this.queue.take(timeout);
		this.reporter.received();
		return event;
	}

	/**
	 * Take what has arrived together: messages that stand directly behind one another, or
	 * one other event alone.
	 * @param max how many messages to take at most, 1 or more
	 * @param timeout how long to wait for the first
	 * @return the messages or the event, in order; empty if nothing came in time or this
	 * stream was closed
	 * @throws InterruptedException if the thread was interrupted; nothing is lost
	 */
	public List<SpreadEvent> receiveBatch(int max, Duration timeout) throws InterruptedException {
		List<SpreadEvent> events = this.queue.takeBatch(max, timeout);
		this.reporter.received();
		return events;
	}

	/**
	 * Say whether who reads this stream answers messages. A request to all members waits
	 * for an answer of our own only if one of our streams does.
	 * @param answering default {@code false}
	 * @see SendCallback#confirmed
	 */
	public void setAnswering(boolean answering) {
		this.answering = answering;
	}

	/**
	 * Say whether who reads this stream takes messages. Otherwise it gets events only,
	 * and what is sent to our private group counts as unclaimed, unless another stream
	 * takes it.
	 * @param takingMessages default {@code true}
	 */
	public void setTakingMessages(boolean takingMessages) {
		this.takingMessages = takingMessages;
	}

	boolean isTakingMessages() {
		return this.takingMessages && !this.watching;
	}

	boolean isAnswering() {
		return this.answering && !this.ending;
	}

	/**
	 * Whether this stream only watches: it gets the membership of all groups of the
	 * session, and no messages.
	 * @return {@code true} if so
	 */
	boolean isWatching() {
		return this.watching;
	}

	/**
	 * Return how many events wait to be received.
	 * @return the number of events
	 */
	public int size() {
		return this.queue.size();
	}

	/**
	 * Return how much waits to be received.
	 * @return the number of bytes: the bodies of messages, and about 96 for each member
	 * in an event of membership
	 */
	public long bytes() {
		return this.queue.bytes();
	}

	/**
	 * Return how many messages were dropped because this stream was full; for each there
	 * is, or was, a {@code MessagesDropped} in it.
	 * @return the number since it was opened
	 */
	public long dropped() {
		return this.queue.dropped();
	}

	/**
	 * Whether this stream fills up: from three quarters of a bound on, until it is down
	 * to the half. Never for one with room for fewer than 10 events.
	 * @return {@code true} if so
	 */
	public boolean isHighWater() {
		return this.queue.isHigh();
	}

	/**
	 * Drop what was not received and what arrives from now on, but stay in the groups
	 * until {@link #close()}. For a listener that ends, but is still busy.
	 * @return how many events were dropped
	 */
	public int discard() {
		this.ending = true;
		return this.queue.close();
	}

	/**
	 * Take nothing more: what has arrived can still be received, and then nothing comes.
	 * Stays in the groups until {@link #close()}.
	 */
	public void seal() {
		this.ending = true;
		this.queue.seal();
	}

	/**
	 * Leave all groups and drop what was not received.
	 */
	@Override
	public void close() {
		closeAndCount();
	}

	/**
	 * Leave all groups and drop what was not received. Waits a moment, up to a second,
	 * for the daemon to be told.
	 * @return how many events were dropped; after {@link #discard()} how many messages
	 * have arrived since then
	 */
	public int closeAndCount() {
		// first, because the session may wait for room in this queue
		int dropped = this.queue.close();
		this.router.remove(this);
		return dropped;
	}

	/**
	 * Leave all groups and drop what was not received, without waiting.
	 * @return completes when the daemon has been told, and after a second in any case
	 */
	public CompletableFuture<Void> closeAsync() {
		this.queue.close();
		return this.router.removeAsync(this);
	}

	/**
	 * Add an event.
	 * @param event the event
	 * @return what became of it
	 */
	Backlog.Fate add(SpreadEvent event) {
		Backlog.Fate fate = this.queue.add(event);
		this.reporter.added();
		return fate;
	}

	/**
	 * Whether a message would be kept that is added now.
	 * @return {@code false} if the stream is full and would drop it
	 */
	boolean takesMessage() {
		return this.queue.takesMessage();
	}

	void drop(RegularMessage message) {
		this.queue.drop(message);
		this.reporter.added();
	}

	/**
	 * Add that this stream is taken out of groups, because it is full.
	 * @param event the groups
	 */
	void overflowed(ListenerOverflowed event) {
		add(event);
		this.reporter.overflowed(event);
	}

	/**
	 * Return whose stream this is, for the log.
	 * @return the name of the listener, if it has one, and its groups
	 */
	String listener() {
		String name = settings().name();
		return name.isEmpty() ? "a listener of " + groups() : "the listener '%s' of %s".formatted(name, groups());
	}

	boolean hasRoom() {
		return this.queue.hasRoom();
	}

	double excess(int reserveEvents, long reserveBytes) {
		return this.queue.excess(reserveEvents, reserveBytes);
	}

	boolean awaitRoom(Duration timeout) throws InterruptedException {
		return this.queue.awaitRoom(timeout);
	}

}
