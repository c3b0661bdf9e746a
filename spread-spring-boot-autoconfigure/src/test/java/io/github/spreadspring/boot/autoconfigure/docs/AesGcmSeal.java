package io.github.spreadspring.boot.autoconfigure.docs;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The example of bodies that only those with the key can read or make.
 */
record AesGcmSeal(KeyRing keys) implements Seal {

	private static final int KIND = 2;

	private static final int NONCE_LENGTH = 12;

	private static final int TAG_LENGTH = 16;

	private static final SecureRandom random = new SecureRandom();

	@Override
	public byte[] close(byte[] body, byte[] context) throws GeneralSecurityException {
		byte[] header = this.keys.header(KIND);
		byte[] nonce = new byte[NONCE_LENGTH];
		random.nextBytes(nonce); // never the same twice with one key
		Cipher cipher = cipher(Cipher.ENCRYPT_MODE, this.keys.current(), nonce, header, context);
		byte[] secret = cipher.doFinal(body);
		return ByteBuffer.allocate(header.length + NONCE_LENGTH + secret.length)
			.put(header)
			.put(nonce)
			.put(secret)
			.array();
	}

	@Override
	public byte[] open(byte[] sealed, byte[] context) throws GeneralSecurityException {
		ByteBuffer buffer = ByteBuffer.wrap(sealed);
		String keyId = this.keys.keyId(KIND, buffer);
		if (buffer.remaining() < NONCE_LENGTH + TAG_LENGTH) {
			throw new AEADBadTagException("it is too short");
		}
		byte[] header = Arrays.copyOf(sealed, buffer.position());
		byte[] nonce = new byte[NONCE_LENGTH];
		buffer.get(nonce);
		byte[] secret = new byte[buffer.remaining()];
		buffer.get(secret);
		return cipher(Cipher.DECRYPT_MODE, keyId, nonce, header, context).doFinal(secret);
	}

	private Cipher cipher(int mode, String keyId, byte[] nonce, byte[] header, byte[] context)
			throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		SecretKeySpec key = new SecretKeySpec(this.keys.key(keyId), "AES");
		cipher.init(mode, key, new GCMParameterSpec(TAG_LENGTH * 8, nonce));
		cipher.updateAAD(header);
		cipher.updateAAD(context);
		return cipher;
	}

}
