package io.github.spreadspring.boot.autoconfigure.docs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Base64;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The example of keys from the configuration.
 *
 * @param current which key seals; the others only open
 * @param keys the keys by id, in Base64
 */
@ConfigurationProperties("seal")
record KeyRing(String current, Map<String, String> keys) {

	byte[] key(String id) throws GeneralSecurityException {
		String key = this.keys.get(id);
		if (key == null) {
			throw new InvalidKeyException("its key is not known");
		}
		return Base64.getDecoder().decode(key);
	}

	// kind of seal, length of the key's id, id
	byte[] header(int kind) {
		byte[] id = this.current.getBytes(StandardCharsets.US_ASCII);
		return ByteBuffer.allocate(2 + id.length).put((byte) kind).put((byte) id.length).put(id).array();
	}

	String keyId(int kind, ByteBuffer sealed) throws GeneralSecurityException {
		if (sealed.remaining() < 2 || sealed.get() != kind) {
			throw new GeneralSecurityException("not sealed in this way");
		}
		byte[] id = new byte[Math.min(sealed.get() & 0xff, sealed.remaining())];
		sealed.get(id);
		return new String(id, StandardCharsets.US_ASCII);
	}

	@Override
	public String toString() {
		return "KeyRing" + this.keys.keySet(); // never the keys
	}

}
