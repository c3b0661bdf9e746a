package io.github.spreadspring.client.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import io.github.spreadspring.client.DaemonAddress;

/**
 * The daemons of a session, and in which order to try them: as they are listed, or by
 * chance, but those last that have failed since a connection was there.
 */
final class DaemonPool {

	private final List<DaemonAddress> addresses;

	private final boolean shuffle;

	private final Random random;

	private final ReentrantLock lock = new ReentrantLock();

	private final Set<DaemonAddress> failed = new HashSet<>();

	DaemonPool(List<DaemonAddress> addresses, boolean shuffle, Random random) {
		this.addresses = addresses;
		this.shuffle = shuffle;
		this.random = random;
	}

	/**
	 * Return the daemons.
	 * @return all of them, in the order in which to try them now
	 */
	List<DaemonAddress> round() {
		List<DaemonAddress> round = new ArrayList<>(this.addresses);
		if (this.shuffle) {
			Collections.shuffle(round, this.random);
		}
		this.lock.lock();
		try {
			List<DaemonAddress> last = round.stream().filter(this.failed::contains).toList();
			round.removeAll(last);
			round.addAll(last);
			return round;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A daemon took us in.
	 */
	void succeeded() {
		this.lock.lock();
		try {
			this.failed.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A daemon did not take us in, or its connection was lost.
	 * @param address the daemon
	 */
	void failed(DaemonAddress address) {
		this.lock.lock();
		try {
			this.failed.add(address);
			if (this.failed.containsAll(this.addresses)) {
				// none is better than another
				this.failed.clear();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
