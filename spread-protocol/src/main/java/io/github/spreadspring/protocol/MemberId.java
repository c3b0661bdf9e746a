package io.github.spreadspring.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The name of one client in the network, {@code #private-name#daemon}: its private group,
 * unique as long as the client is connected. Sent to like a group, it reaches this client
 * only.
 * <p>
 * Ordered as the daemon lists members: by byte order of the whole text, so that upper
 * case comes before lower case.
 */
public final class MemberId implements Comparable<MemberId> {

	private final String text;

	private final int separator;

	private MemberId(String text, int separator) {
		this.text = text;
		this.separator = separator;
	}

	/**
	 * Parse a member id to send to.
	 * @param text the text, as in {@code #worker1#host2}
	 * @return the member id
	 * @throws IllegalNameException if it has not this form, or if its private name or
	 * daemon name is too long or has an illegal character
	 */
	public static MemberId of(String text) {
		int separator = text.indexOf('#', 1);
		if (!text.startsWith("#") || separator < 2) {
			throw new IllegalNameException(ErrorCode.ILLEGAL_GROUP,
					"Member id %s is not allowed: the form is #name#daemon, as in #worker1#host2, both parts not empty."
						.formatted(Names.quote(text)));
		}
		return of(text.substring(1, separator), text.substring(separator + 1));
	}

	/**
	 * Make a member id of its parts.
	 * @param privateName the private name, 1 to 10 characters
	 * @param daemonName the daemon's name, 1 to 19 characters
	 * @return the member id
	 * @throws IllegalNameException if a part is empty, too long or has an illegal
	 * character
	 */
	public static MemberId of(String privateName, String daemonName) {
		if (Names.requirePrivateName(privateName).isEmpty()) {
			throw new IllegalNameException(ErrorCode.REJECT_ILLEGAL_NAME,
					"A member id needs a private name of 1 to %d characters".formatted(Names.MAX_PRIVATE_NAME));
		}
		Names.requireDaemonName(daemonName);
		return new MemberId("#" + privateName + "#" + daemonName, privateName.length() + 1);
	}

	/**
	 * Take a member id as it was received, whatever it looks like.
	 * @param text the text
	 * @return the member id
	 */
	public static MemberId received(String text) {
		return new MemberId(text, text.indexOf('#', 1));
	}

	/**
	 * Return the private name, the part before the daemon.
	 * @return the private name
	 */
	public String privateName() {
		String name = (this.separator < 0) ? this.text : this.text.substring(0, this.separator);
		return name.startsWith("#") ? name.substring(1) : name;
	}

	/**
	 * Return the name of the daemon this member is connected to.
	 * @return the daemon's name; empty if a malformed id was received
	 */
	public String daemonName() {
		return (this.separator < 0) ? "" : this.text.substring(this.separator + 1);
	}

	@Override
	public int compareTo(MemberId other) {
		return this.text.compareTo(other.text);
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof MemberId other && this.text.equals(other.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	/**
	 * Return the id as it stands on the wire; it can be used as a destination.
	 * @return {@code #private-name#daemon}
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
