package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;

import io.github.spreadspring.client.JoinRefusedException;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.RejectedMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

/**
 * Takes part in groups and keeps what arrives until it is asked for, within bounds: for
 * programs that ask for messages rather than be called with them. Not a replacement for a
 * listener: membership is not seen, and while it holds 10,000 messages or 64 MB its
 * session reads nothing more, for anybody.
 * <p>
 * One thread at a time receives. To be closed when no longer needed.
 */
public final class SpreadReceiver implements AutoCloseable {

	private final SpreadStream stream;

	private final SpreadMessageMapper mapper;

	private final BiFunction<Message<?>, Class<?>, Object> converter;

	private final List<CompletableFuture<GroupView>> joins = new ArrayList<>();

	private final AtomicLong gaps = new AtomicLong();

	SpreadReceiver(SpreadSession session, SpreadMessageMapper mapper,
			BiFunction<Message<?>, Class<?>, Object> converter, String... groups) {
		this.mapper = mapper;
		this.converter = converter;
		this.stream = session.open();
		try {
			for (String group : groups) {
				join(group);
			}
		}
		catch (RuntimeException ex) {
			this.stream.close();
			throw ex;
		}
	}

	private void join(String group) {
		CompletableFuture<GroupView> joined = this.stream.join(group);
		// our private group needs no join
		if (!group.equals(SpreadStream.PRIVATE)) {
			this.joins.add(joined);
		}
	}

	/**
	 * Wait until this receiver is in its groups: what others send from then on is kept.
	 * @param timeout how long to wait
	 * @return whether it is in all of them
	 */
	public boolean awaitJoined(Duration timeout) {
		try {
			CompletableFuture.allOf(this.joins.toArray(CompletableFuture<?>[]::new))
				.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Take the next message.
	 * @param timeout how long to wait for one; zero looks only at what has arrived
	 * @return the message, or {@code null} if none came in time, or the thread was
	 * interrupted
	 * @throws io.github.spreadspring.client.JoinRefusedException if the daemon did not
	 * let us into a group
	 */
	public @Nullable Message<byte[]> receive(Duration timeout) {
		long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
		try {
			while (true) {
				SpreadEvent event = this.stream.receive(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
				if (event == null) {
					requireNotRefused();
					return null;
				}
				if (event instanceof RegularMessage message) {
					return this.mapper.fromSpread(message);
				}
				if (event instanceof ConnectionRestored) {
					this.gaps.incrementAndGet();
				}
				if (event instanceof RejectedMessage rejected && rejected.isJoin()) {
					throw new JoinRefusedException(rejected.groups().get(0));
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	/**
	 * Take the payload of the next message.
	 * @param <T> the type of the payload
	 * @param type the type of the payload
	 * @param timeout how long to wait for a message
	 * @return the payload, or {@code null} if no message came in time
	 * @throws MessageConversionException if the payload is none of that type
	 */
	public <T> @Nullable T receiveAndConvert(Class<T> type, Duration timeout) {
		Message<byte[]> message = receive(timeout);
		return (message != null) ? type.cast(this.converter.apply(message, type)) : null;
	}

	/**
	 * Return how often the connection was lost and restored since this receiver was
	 * opened: each time messages may have passed that it did not get.
	 * @return the number of gaps that were come across
	 */
	public long gaps() {
		return this.gaps.get();
	}

	/**
	 * Return how many messages and events wait to be taken.
	 * @return the number
	 */
	public int size() {
		return this.stream.size();
	}

	/**
	 * Leave the groups and drop what was not taken.
	 */
	@Override
	public void close() {
		this.stream.close();
	}

	private void requireNotRefused() {
		for (CompletableFuture<GroupView> join : this.joins) {
			if (join.isCompletedExceptionally() && !join.isCancelled()) {
				try {
					join.join();
				}
				catch (CompletionException ex) {
					throw (ex.getCause() instanceof RuntimeException failure) ? failure : ex;
				}
			}
		}
	}

}
