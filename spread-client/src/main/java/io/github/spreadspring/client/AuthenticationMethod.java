package io.github.spreadspring.client;

import java.io.IOException;

/**
 * A way to prove to a daemon who we are. Stock daemons know {@code NULL} and {@code IP};
 * neither needs anything of the client. Others belong to customised daemons, and talk
 * with the client between the choice of the method and the answer to it.
 */
public interface AuthenticationMethod {

	/**
	 * The method that always succeeds and exchanges nothing; used unless set otherwise.
	 */
	AuthenticationMethod NULL = silent("NULL");

	/**
	 * The method by which a daemon looks at our IP address and exchanges nothing.
	 */
	AuthenticationMethod IP = silent("IP");

	/**
	 * Return the name, as in the configuration of the daemon.
	 * @return 1 to 29 characters, case-sensitive
	 */
	String name();

	/**
	 * Talk with the daemon, after it was told which method we chose.
	 * @param dialogue the way to the daemon
	 * @throws IOException if the connection is no longer usable
	 * @throws AuthenticationRejectedException to give up
	 */
	void authenticate(AuthenticationDialogue dialogue) throws IOException;

	/**
	 * Make a method that exchanges nothing.
	 * @param name the name
	 * @return the method
	 */
	static AuthenticationMethod silent(String name) {
		return new AuthenticationMethod() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public void authenticate(AuthenticationDialogue dialogue) {
			}

			@Override
			public String toString() {
				return name;
			}

		};
	}

}
