package io.github.spreadspring.client.session;

/**
 * How much may wait in a stream, and what happens above that. Immutable; each method
 * returns other settings.
 */
public final class StreamSettings {

	private static final StreamSettings DEFAULTS = new StreamSettings(SpreadSession.DEFAULT_QUEUE_CAPACITY,
			SpreadSession.DEFAULT_QUEUE_BYTES, OverflowPolicy.BLOCK, "");

	private final int maxEvents;

	private final long maxBytes;

	private final OverflowPolicy overflow;

	private final String name;

	private StreamSettings(int maxEvents, long maxBytes, OverflowPolicy overflow, String name) {
		if (maxEvents < 1 || maxBytes < 1) {
			throw new IllegalArgumentException(
					"A stream with room for %d events and %d bytes is not allowed: at least 1 of each is needed"
						.formatted(maxEvents, maxBytes));
		}
		this.maxEvents = maxEvents;
		this.maxBytes = maxBytes;
		this.overflow = overflow;
		this.name = name;
	}

	/**
	 * Settings with their defaults.
	 * @return room for {@value SpreadSession#DEFAULT_QUEUE_CAPACITY} events and 64 MiB,
	 * and {@link OverflowPolicy#BLOCK}
	 */
	public static StreamSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * Change how many messages and events may wait.
	 * @param maxEvents 1 or more
	 * @return the settings
	 */
	public StreamSettings maxEvents(int maxEvents) {
		return new StreamSettings(maxEvents, this.maxBytes, this.overflow, this.name);
	}

	/**
	 * Change how many bytes may wait.
	 * @param maxBytes 1 or more; what counts are the bodies of messages, and about 96
	 * bytes for each member in an event of membership, also where it is in other streams
	 * as well
	 * @return the settings
	 */
	public StreamSettings maxBytes(long maxBytes) {
		return new StreamSettings(this.maxEvents, maxBytes, this.overflow, this.name);
	}

	/**
	 * Change what happens above these bounds.
	 * @param overflow the policy. With any but {@link OverflowPolicy#BLOCK}, events may
	 * exceed the bounds, at which messages are dropped, by as much again; only when they
	 * alone reach a bound the session waits
	 * @return the settings
	 */
	public StreamSettings overflow(OverflowPolicy overflow) {
		return new StreamSettings(this.maxEvents, this.maxBytes, overflow, this.name);
	}

	/**
	 * Change what the listener is called in the log.
	 * @param name the name; empty, the default, to tell it by its groups
	 * @return the settings
	 */
	public StreamSettings name(String name) {
		return new StreamSettings(this.maxEvents, this.maxBytes, this.overflow, name);
	}

	/**
	 * Return how many messages and events may wait.
	 * @return the number
	 */
	public int maxEvents() {
		return this.maxEvents;
	}

	/**
	 * Return how many bytes may wait.
	 * @return the number
	 */
	public long maxBytes() {
		return this.maxBytes;
	}

	/**
	 * Return what happens above these bounds.
	 * @return the policy
	 */
	public OverflowPolicy overflow() {
		return this.overflow;
	}

	/**
	 * Return what the listener is called in the log.
	 * @return the name, or an empty text
	 */
	public String name() {
		return this.name;
	}

	@Override
	public String toString() {
		return "StreamSettings[%d events, %d bytes, %s]".formatted(this.maxEvents, this.maxBytes, this.overflow);
	}

}
