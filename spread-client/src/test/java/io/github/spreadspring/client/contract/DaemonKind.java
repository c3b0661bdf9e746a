package io.github.spreadspring.client.contract;

import io.github.spreadspring.client.testing.FreePorts;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The daemons that have to keep the contract. Each is started once and serves all tests,
 * which therefore use names and groups of their own.
 */
enum DaemonKind {

	/** The embedded daemon of this project. */
	EMBEDDED {

		@Override
		int start() {
			int port = FreePorts.next();
			EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder()
				.port(port)
				.unixSocket(FreePorts.unixSocket(port))
				.build()
				.start();
			Runtime.getRuntime().addShutdownHook(new Thread(daemon::close));
			return port;
		}

	},

	/** The C daemon that the environment variable SPREAD_DAEMON names. */
	REAL {

		@Override
		int start() {
			return RealDaemon.start(System.getenv("SPREAD_DAEMON")).port();
		}

	};

	private int port;

	private boolean failed;

	abstract int start();

	/**
	 * Return where the daemon listens, having started it if need be.
	 * @return the port, which is also the name of its Unix domain socket
	 */
	synchronized int port() {
		assertThat(this.failed).as("the daemon did not start before").isFalse();
		if (this.port == 0) {
			this.failed = true;
			this.port = start();
			this.failed = false;
		}
		return this.port;
	}

	void assumeAvailable() {
		assumeTrue(this != REAL || System.getenv("SPREAD_DAEMON") != null,
				"SPREAD_DAEMON does not name a Spread daemon");
	}

	@Override
	public String toString() {
		return name().toLowerCase(java.util.Locale.ROOT);
	}

}
