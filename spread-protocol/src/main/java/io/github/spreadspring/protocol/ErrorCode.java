package io.github.spreadspring.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The error codes of Spread. The numbers are the same in the handshake, in the C API and
 * in the texts of the official Java client.
 */
public enum ErrorCode {

	/** The daemon address is not understood, or its host is unknown. */
	ILLEGAL_SPREAD(-1, "Illegal daemon address"),

	/** Nobody accepts connections at the daemon address. */
	COULD_NOT_CONNECT(-2, "Could not connect to the daemon"),

	/** The daemon serves as many sessions as it can (997 in Spread 5.0.1). */
	REJECT_QUOTA(-3, "Daemon has reached its limit of sessions"),

	/** Reserved; Spread 5.0.1 never sends it. */
	REJECT_NO_NAME(-4, "Connection without a private name refused"),

	/** The private name is too long or has an illegal character. */
	REJECT_ILLEGAL_NAME(-5, "Illegal private name"),

	/** The private name is in use at this daemon. */
	REJECT_NOT_UNIQUE(-6, "Private name is not unique"),

	/** The versions of client and daemon do not fit. */
	REJECT_VERSION(-7, "Versions of client and daemon do not fit"),

	/** The connection is closed, or the handshake broke off or took too long. */
	CONNECTION_CLOSED(-8, "Connection closed"),

	/** The daemon refused the authentication. */
	REJECT_AUTH(-9, "Authentication refused"),

	/** The session does not exist. */
	ILLEGAL_SESSION(-11, "Illegal session"),

	/** Not exactly one service type. */
	ILLEGAL_SERVICE(-12, "Illegal service type"),

	/** A frame that does not follow the protocol. */
	ILLEGAL_MESSAGE(-13, "Illegal message"),

	/** A group name that is empty, too long or has an illegal character. */
	ILLEGAL_GROUP(-14, "Illegal group"),

	/** The body does not fit into the buffer given for it. */
	BUFFER_TOO_SHORT(-15, "Buffer too short"),

	/** The groups do not fit into the buffer given for them. */
	GROUPS_TOO_SHORT(-16, "Groups array too short"),

	/** Body and group list together are above the limit. */
	MESSAGE_TOO_LONG(-17, "Message too long"),

	/** An earlier network error made the session unusable. */
	NET_ERROR_ON_SESSION(-18, "Network error on session"),

	/** An inconsistency inside of Spread. */
	SPREAD_BUG(-19, "Internal error of Spread"),

	/** A malformed time-out. */
	ILLEGAL_TIME(-20, "Illegal time-out");

	private final int code;

	private final String description;

	ErrorCode(int code, String description) {
		this.code = code;
		this.description = description;
	}

	/**
	 * Return the number of this error in the C API and on the wire.
	 * @return a negative number, -1 to -20
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Return this error in a few words.
	 * @return a text without a full stop
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Return the error with the given number.
	 * @param code the number as in the C API, or the signed byte of a handshake
	 * @return the error, or {@code null} if Spread has none with this number
	 */
	public static @Nullable ErrorCode of(int code) {
		for (ErrorCode candidate : values()) {
			if (candidate.code == code) {
				return candidate;
			}
		}
		return null;
	}

}
