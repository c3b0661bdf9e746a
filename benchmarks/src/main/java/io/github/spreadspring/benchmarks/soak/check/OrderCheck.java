package io.github.spreadspring.benchmarks.soak.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Compares the order of messages between any two streams that both get them. Messages are
 * forgotten after a while: who gets one later than that is not compared.
 * <p>
 * Two streams find out about each message they have in common when the later of them gets
 * it. If they agree, they find out in the same order in which both get them; so it is
 * enough to remember the last one for each two.
 */
final class OrderCheck {

	private static final long MEMORY = Duration.ofSeconds(60).toNanos();

	private final LongSupplier clock;

	private final Map<Long, Places> messages = new LinkedHashMap<>();

	private final Map<Long, Meeting> meetings = new HashMap<>();

	OrderCheck(LongSupplier clock) {
		this.clock = clock;
	}

	/**
	 * A stream got a message.
	 * @param stream the number of the stream
	 * @param place the how many-th thing in it the message is
	 * @param id the message
	 * @return what is wrong about it, or {@code null}
	 */
	@Nullable String delivered(int stream, long place, long id) {
		Places places = this.messages.computeIfAbsent(id, (key) -> new Places(this.clock.getAsLong()));
		String wrong = null;
		for (Place other : places.list) {
			if (other.stream == stream) {
				return null;
			}
			Meeting meeting = this.meetings.computeIfAbsent(key(stream, other.stream), (key) -> new Meeting());
			boolean first = stream < other.stream;
			long low = first ? place : other.at;
			long high = first ? other.at : place;
			if (low <= meeting.low || high <= meeting.high) {
				wrong = "message %s came after %s, in stream %d before it".formatted(Letter.describe(id),
						Letter.describe(meeting.message), other.stream);
			}
			else {
				meeting.low = low;
				meeting.high = high;
				meeting.message = id;
			}
		}
		places.list.add(new Place(stream, place));
		return wrong;
	}

	void sweep() {
		long limit = this.clock.getAsLong() - MEMORY;
		this.messages.values().removeIf((places) -> places.since - limit < 0);
	}

	private static long key(int one, int other) {
		return ((long) Math.min(one, other) << Integer.SIZE) | Math.max(one, other);
	}

	/**
	 * Where a stream has a message.
	 *
	 * @param stream the stream
	 * @param at the place in it
	 */
	private record Place(int stream, long at) {

	}

	/**
	 * Where a message is.
	 */
	private static final class Places {

		private final long since;

		private final List<Place> list = new ArrayList<>(4);

		Places(long since) {
			this.since = since;
		}

	}

	/**
	 * How far two streams have been compared.
	 */
	private static final class Meeting {

		private long low = -1;

		private long high = -1;

		private long message;

	}

}
