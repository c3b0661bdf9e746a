package io.github.spreadspring.benchmarks.run;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which daemon.
 */
public final class DaemonOptions {

	@Option(names = "--daemon", paramLabel = "KIND", defaultValue = "embedded",
			description = "embedded: ours, in a process of its own; real: a C daemon, started from --spread-daemon "
					+ "with a configuration of its own. Default: ${DEFAULT-VALUE}.")
	private Kind kind = Kind.embedded;

	@Option(names = "--spread-daemon", paramLabel = "FILE", description = "The C daemon's program.")
	private @Nullable Path binary;

	@Option(names = "--address", paramLabel = "ADDRESS",
			description = "A daemon that is running already, as 4803@localhost, in place of one that is started.")
	private @Nullable String address;

	@Option(names = "--daemon-pid", paramLabel = "PID", defaultValue = "0",
			description = "The process of a daemon that is running already, to measure its processor time.")
	private long pid;

	TestDaemon start(List<String> program) {
		if (this.address != null) {
			return TestDaemon.running(this.address, this.pid);
		}
		if (this.kind == Kind.embedded) {
			return TestDaemon.embedded(program);
		}
		if (this.binary == null) {
			throw new IllegalArgumentException(
					"--daemon real needs --spread-daemon with the daemon's program, or --address of a running one");
		}
		return RealDaemon.start(this.binary);
	}

	/**
	 * Which daemon is started.
	 */
	enum Kind {

		/** Ours. */
		embedded,

		/** The C daemon. */
		real

	}

}
