package io.github.spreadspring.boot.autoconfigure.docs;

import java.security.GeneralSecurityException;

/**
 * The example of what makes bodies that only those who have the key can make.
 */
interface Seal {

	/**
	 * Seal a body.
	 * @param body the body
	 * @param context what else has to be the same when it is opened
	 * @return what to send
	 * @throws GeneralSecurityException if there is no such key
	 */
	byte[] close(byte[] body, byte[] context) throws GeneralSecurityException;

	/**
	 * Open what somebody sealed.
	 * @param sealed what was received
	 * @param context what else has to be the same as when it was sealed
	 * @return the body
	 * @throws GeneralSecurityException if nobody with the key made this
	 */
	byte[] open(byte[] sealed, byte[] context) throws GeneralSecurityException;

}
