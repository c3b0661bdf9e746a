package io.github.spreadspring.boot.autoconfigure.docs;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SignatureException;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The example of bodies that everybody can read and only some can make.
 */
record HmacSeal(KeyRing keys) implements Seal {

	private static final int KIND = 1;

	private static final int MAC_LENGTH = 32;

	@Override
	public byte[] close(byte[] body, byte[] context) throws GeneralSecurityException {
		byte[] header = this.keys.header(KIND);
		byte[] mac = mac(this.keys.current(), header, context, body);
		return ByteBuffer.allocate(header.length + MAC_LENGTH + body.length).put(header).put(mac).put(body).array();
	}

	@Override
	public byte[] open(byte[] sealed, byte[] context) throws GeneralSecurityException {
		ByteBuffer buffer = ByteBuffer.wrap(sealed);
		String keyId = this.keys.keyId(KIND, buffer);
		int end = buffer.position();
		byte[] header = Arrays.copyOf(sealed, end);
		byte[] body = Arrays.copyOfRange(sealed, Math.min(end + MAC_LENGTH, sealed.length), sealed.length);
		byte[] mac = Arrays.copyOfRange(sealed, end, end + MAC_LENGTH);
		if (!MessageDigest.isEqual(mac, mac(keyId, header, context, body))) {
			throw new SignatureException("the signature is wrong");
		}
		return body;
	}

	private byte[] mac(String keyId, byte[] header, byte[] context, byte[] body) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(this.keys.key(keyId), "HmacSHA256"));
		mac.update(header);
		mac.update(context);
		return mac.doFinal(body);
	}

}
