package io.github.spreadspring.protocol;

/**
 * The version a library or a daemon claims. It decides about the form of the handshake
 * and about nothing after it.
 *
 * @param major the major version
 * @param minor the minor version
 * @param patch the patch version; 0 where the handshake has none
 */
public record SpreadVersion(int major, int minor, int patch) {

	/**
	 * The version this project speaks.
	 */
	public static final SpreadVersion CURRENT = new SpreadVersion(5, 0, 1);

	/**
	 * Whether the handshake has a patch byte, both ways.
	 * @return {@code true} from 3.15 on
	 */
	public boolean hasPatch() {
		return this.major * 10_000 + this.minor * 100 > 31_400;
	}

	/**
	 * Whether the handshake has the exchange of authentication methods.
	 * @return {@code true} from 3.16 on
	 */
	public boolean hasAuthentication() {
		return this.major * 10_000 + this.minor * 100 > 31_500;
	}

	/**
	 * Whether a daemon accepts a client of this version.
	 * @return {@code true} from 3.1 on
	 */
	public boolean isSupported() {
		return this.major > 3 || (this.major == 3 && this.minor >= 1);
	}

	/**
	 * Return the version with dots.
	 * @return for example {@code 5.0.1}
	 */
	@Override
	public String toString() {
		return this.major + "." + this.minor + "." + this.patch;
	}

}
