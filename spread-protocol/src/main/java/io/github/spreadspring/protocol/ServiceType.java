package io.github.spreadspring.protocol;

/**
 * The guarantee a message is sent with, from weakest to strongest. Data and membership
 * share one total order from {@link #FIFO} on; {@link #AGREED} is what most applications
 * want and the default everywhere in this project.
 */
public enum ServiceType {

	/**
	 * May be lost. Spread 5.0.1 handles it exactly as {@link #RELIABLE}.
	 */
	UNRELIABLE(0x01),

	/**
	 * Arrives once, in no promised order, not even relative to other messages of the same
	 * sender.
	 */
	RELIABLE(0x02),

	/**
	 * Reliable, and messages of one sender arrive in the order they were sent.
	 */
	FIFO(0x04),

	/**
	 * As {@link #FIFO}, and a message never comes before one that its sender had seen or
	 * sent before.
	 */
	CAUSAL(0x08),

	/**
	 * All members receive all messages of all senders and groups in one and the same
	 * order.
	 */
	AGREED(0x10),

	/**
	 * As {@link #AGREED}, and a message is delivered only once every daemon of the
	 * network holds it.
	 */
	SAFE(0x20);

	/**
	 * All service bits ({@code REGULAR_MESS} of the C API).
	 */
	static final int MASK = 0x3f;

	private static final ServiceType[] BY_BIT = values();

	private final int bit;

	ServiceType(int bit) {
		this.bit = bit;
	}

	/**
	 * Return the bit of this service type in the type word of a frame.
	 * @return one of 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
	 */
	public int bit() {
		return this.bit;
	}

	/**
	 * Whether messages of this type keep their place in the one total order of data and
	 * membership.
	 * @return {@code true} from {@link #FIFO} on
	 */
	public boolean isOrdered() {
		return this.compareTo(FIFO) >= 0;
	}

	/**
	 * Return the strongest service type among the given type bits. Stock clients set one
	 * bit only; a receiver that meets several believes the strongest.
	 * @param typeBits a word with at least one service bit
	 * @return the service type
	 */
	static ServiceType of(int typeBits) {
		return BY_BIT[31 - Integer.numberOfLeadingZeros(typeBits & MASK)];
	}

}
