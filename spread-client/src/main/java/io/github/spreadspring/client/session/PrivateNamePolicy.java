package io.github.spreadspring.client.session;

/**
 * What a session does when its private name is still taken after
 * {@link SessionSettings#privateNameWait()}.
 */
public enum PrivateNamePolicy {

	/**
	 * Say so once as an error, and go on trying as with any other failure: whoever has
	 * the name may go.
	 */
	FAIL,

	/**
	 * Connect under another name: the wanted one, cut to 7 characters where it is longer,
	 * a hyphen and two hexadecimal digits chosen by chance, as in {@code orders-2f}. With
	 * each later connection the wanted name is tried first.
	 */
	SUFFIX

}
