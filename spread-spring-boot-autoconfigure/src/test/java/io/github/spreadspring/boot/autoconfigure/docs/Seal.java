package io.github.spreadspring.boot.autoconfigure.docs;

import java.security.GeneralSecurityException;

/**
 * The example of what makes bodies that only those who have the key can make.
 */
interface Seal {

	// context: what has to be the same when it is opened
	byte[] close(byte[] body, byte[] context) throws GeneralSecurityException;

	// fails when nobody who has the key made this
	byte[] open(byte[] sealed, byte[] context) throws GeneralSecurityException;

}
