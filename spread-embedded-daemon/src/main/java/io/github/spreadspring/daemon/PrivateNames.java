package io.github.spreadspring.daemon;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.RejectedException;

/**
 * The private names in use at one daemon. A name is taken from the connect request until
 * everybody has been told that its session is gone.
 */
final class PrivateNames {

	private static final int MAX_GENERATED = 9;

	private static final int RANDOM_BOUND = 9999;

	private final Set<String> names = new HashSet<>();

	private int generated;

	/**
	 * Take a name.
	 * @param name the name; empty to generate one
	 * @return the name
	 * @throws RejectedException if it is in use
	 */
	String claim(String name) {
		if (name.isEmpty()) {
			return generate();
		}
		if (!this.names.add(name)) {
			throw new RejectedException(ErrorCode.REJECT_NOT_UNIQUE, "private name \"%s\" is in use".formatted(name));
		}
		return name;
	}

	private String generate() {
		this.generated++;
		String name;
		do {
			name = "r" + ThreadLocalRandom.current().nextInt(RANDOM_BOUND) + "-" + this.generated;
			name = name.substring(0, Math.min(name.length(), MAX_GENERATED));
		}
		while (!this.names.add(name));
		return name;
	}

	void release(String name) {
		this.names.remove(name);
	}

}
