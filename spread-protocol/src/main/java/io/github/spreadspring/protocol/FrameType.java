package io.github.spreadspring.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The type word of a frame: what the frame is, and how a message was sent.
 *
 * @param bits the word without its byte-order bits
 */
public record FrameType(int bits) {

	/** Modifier: not delivered to the session that sent it. */
	public static final int SELF_DISCARD = 0x40;

	/** Part of {@link #REGULAR_MEMBERSHIP} frames, or alone a self-leave. */
	public static final int CAUSED_BY_LEAVE = 0x200;

	/** A new view of a group. */
	public static final int REGULAR_MEMBERSHIP = 0x1000;

	/** A transitional signal. */
	public static final int TRANSITION = 0x2000;

	/** All bits of membership frames. */
	public static final int MEMBERSHIP_MASK = 0x3f00;

	/** Command: join a group. */
	public static final int JOIN = 0x10000;

	/** Command: leave a group. */
	public static final int LEAVE = 0x20000;

	/** Command: disconnect. */
	public static final int KILL = 0x40000;

	/** An own message that the daemon refused. */
	public static final int REJECT = 0x400000;

	/** Within the C daemon: a list of groups. */
	private static final int GROUPS = 0x80000;

	private static final int COMMAND_MASK = JOIN | LEAVE | KILL;

	private static final MembershipCause[] CAUSES = MembershipCause.values();

	/**
	 * Strip the byte-order bits.
	 * @param bits the word
	 */
	public FrameType {
		bits &= ~EndianBits.MASK;
	}

	/**
	 * Return the type of a message.
	 * @param serviceType the guarantee
	 * @param selfDiscard whether the sender gets no copy
	 * @return the type
	 */
	public static FrameType message(ServiceType serviceType, boolean selfDiscard) {
		return new FrameType(serviceType.bit() | (selfDiscard ? SELF_DISCARD : 0));
	}

	/**
	 * Return the type of a frame that brings a new view.
	 * @param cause why the membership changed
	 * @return the type
	 */
	public static FrameType membership(MembershipCause cause) {
		return new FrameType(REGULAR_MEMBERSHIP | cause.bit());
	}

	/**
	 * Whether this is a refused message of our own. Overrides all other kinds.
	 * @return {@code true} if the reject bit is set
	 */
	public boolean isReject() {
		return has(REJECT);
	}

	/**
	 * Whether this is a message. To be asked before the membership kinds: a daemon passes
	 * on foreign bits beside the service bit, so that only a frame without any service
	 * bit really comes from the daemon itself.
	 * @return {@code true} if there is a service bit
	 */
	public boolean isRegular() {
		return !isReject() && has(ServiceType.MASK);
	}

	/**
	 * Whether this is a membership frame of any kind.
	 * @return {@code true} for views, transitional signals and self-leaves
	 */
	public boolean isMembership() {
		return !isReject() && !has(ServiceType.MASK) && has(MEMBERSHIP_MASK);
	}

	/**
	 * Whether this frame brings a new view.
	 * @return {@code true} for a regular membership frame
	 */
	public boolean isView() {
		return isMembership() && has(REGULAR_MEMBERSHIP);
	}

	/**
	 * Whether this is a transitional signal.
	 * @return {@code true} for a transitional signal
	 */
	public boolean isTransition() {
		return isMembership() && !has(REGULAR_MEMBERSHIP) && has(TRANSITION);
	}

	/**
	 * Whether this confirms that we left a group.
	 * @return {@code true} for a self-leave
	 */
	public boolean isSelfLeave() {
		return isMembership() && (this.bits & MEMBERSHIP_MASK) == CAUSED_BY_LEAVE;
	}

	/**
	 * Whether the sender gets no copy.
	 * @return {@code true} if the self-discard bit is set
	 */
	public boolean isSelfDiscard() {
		return has(SELF_DISCARD);
	}

	/**
	 * Whether any of the given bits is set.
	 * @param mask the bits
	 * @return {@code true} if at least one is set
	 */
	public boolean has(int mask) {
		return (this.bits & mask) != 0;
	}

	/**
	 * Return the guarantee a message was sent with.
	 * @return the strongest service bit, or {@code null} without any
	 */
	public @Nullable ServiceType serviceType() {
		return has(ServiceType.MASK) ? ServiceType.of(this.bits) : null;
	}

	/**
	 * Return why the membership changed.
	 * @return the cause, or {@code null} without any
	 */
	public @Nullable MembershipCause cause() {
		for (MembershipCause cause : CAUSES) {
			if (has(cause.bit())) {
				return cause;
			}
		}
		return null;
	}

	/**
	 * Whether a daemon accepts this type from a client: exactly one bit among the six
	 * service types and the three commands.
	 * @return {@code true} if a daemon accepts it
	 */
	boolean isLegalFromClient() {
		return Integer.bitCount(this.bits & (ServiceType.MASK | COMMAND_MASK)) == 1;
	}

	/**
	 * Whether this is a message with a bit that does harm to a C daemon or to the stream
	 * of its client. Commands may carry these bits.
	 * @return {@code true} if no daemon should go on
	 */
	boolean isFatalFromClient() {
		return has(ServiceType.MASK) && has(REJECT | GROUPS);
	}

	@Override
	public String toString() {
		return "0x%08x".formatted(this.bits);
	}

}
