package io.github.spreadspring.protocol;

/**
 * Why the membership of a group changed.
 */
public enum MembershipCause {

	/**
	 * A member joined.
	 */
	JOIN(0x100),

	/**
	 * A member left the group.
	 */
	LEAVE(0x200),

	/**
	 * A member disconnected from its daemon, cleanly or not.
	 */
	DISCONNECT(0x400),

	/**
	 * Daemons became unreachable or reachable again.
	 */
	NETWORK(0x800);

	private final int bit;

	MembershipCause(int bit) {
		this.bit = bit;
	}

	/**
	 * Return the bit of this cause in the type word of a frame.
	 * @return one of 0x100, 0x200, 0x400, 0x800
	 */
	public int bit() {
		return this.bit;
	}

}
