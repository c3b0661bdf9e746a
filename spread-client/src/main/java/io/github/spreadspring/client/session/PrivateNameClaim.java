package io.github.spreadspring.client.session;

import java.time.Duration;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.protocol.Names;

/**
 * A session's claim to its private name: how long to wait when another one has it, and
 * what to be called then.
 */
final class PrivateNameClaim {

	/** Steady, because who waits for a name wants it soon, not less and less often. */
	static final Duration STEP = Duration.ofMillis(250);

	/** How many other names to try at once: two equal ones in a row are rare. */
	static final int ALTERNATIVES = 8;

	private static final int SUFFIX_LENGTH = 3;

	private final String name;

	private final Duration wait;

	private final PrivateNamePolicy policy;

	private final Random random;

	private @Nullable Deadline deadline;

	/** Whether another one had the name when we last connected. */
	private boolean displaced;

	PrivateNameClaim(SessionSettings settings, Random random) {
		this.name = settings.connection().privateName();
		this.wait = settings.privateNameWait();
		this.policy = settings.privateNamePolicy();
		this.random = random;
	}

	String name() {
		return this.name;
	}

	/**
	 * Return until when to wait, after the name was refused.
	 * @return the end of the wait that began with the first refusal since a connection or
	 * an outage; over at once for who had another name last time, since then it is no
	 * ghost of our own that has the name
	 */
	Deadline refused() {
		Deadline deadline = this.deadline;
		if (deadline == null) {
			deadline = Deadline.in(this.displaced ? Duration.ZERO : this.wait);
			this.deadline = deadline;
		}
		return deadline;
	}

	/**
	 * No daemon refused the name, though none took us in: whoever has it when they are
	 * back may be a ghost of our own again.
	 */
	void notRefused() {
		this.deadline = null;
	}

	boolean mayBeAlternative() {
		return this.policy == PrivateNamePolicy.SUFFIX && !this.name.isEmpty();
	}

	/**
	 * Return another name.
	 * @return the beginning of the name and a suffix by chance
	 */
	String alternative() {
		String start = this.name.substring(0, Math.min(this.name.length(), Names.MAX_PRIVATE_NAME - SUFFIX_LENGTH));
		return "%s-%02x".formatted(start, this.random.nextInt(256));
	}

	/**
	 * We are connected.
	 * @param name the name that we have
	 */
	void connected(String name) {
		this.deadline = null;
		this.displaced = !name.equals(this.name);
	}

}
