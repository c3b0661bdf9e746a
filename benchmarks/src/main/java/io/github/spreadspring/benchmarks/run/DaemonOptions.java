package io.github.spreadspring.benchmarks.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which daemons.
 */
public final class DaemonOptions {

	@Option(names = "--daemon", split = ",", paramLabel = "KIND",
			description = "embedded: ours, in a process of its own; real: a C daemon, started from --spread-daemon with a "
					+ "configuration of its own. With both, each implementation has its turn on each. Default: embedded, "
					+ "or real with --address.")
	private List<Kind> kinds = new ArrayList<>();

	@Option(names = "--spread-daemon", paramLabel = "FILE", description = "The C daemon's program.")
	private @Nullable Path binary;

	@Option(names = "--address", paramLabel = "ADDRESS",
			description = "A real daemon that is running already, as 4803@localhost, in place of one that is started.")
	private @Nullable String address;

	@Option(names = "--daemon-pid", paramLabel = "PID", defaultValue = "0",
			description = "The process of a daemon that is running already, to measure its processor time.")
	private long pid;

	/**
	 * Start the daemons.
	 * @param program the command line of a peer
	 * @return the daemons by kind, the first as the user named it first
	 */
	Daemons start(List<String> program) {
		Daemons daemons = new Daemons(new LinkedHashMap<>());
		try {
			for (Kind kind : kinds()) {
				daemons.byKind().put(kind.name(), start(kind, program));
			}
			return daemons;
		}
		catch (RuntimeException ex) {
			daemons.close();
			throw ex;
		}
	}

	private List<Kind> kinds() {
		if (this.kinds.isEmpty()) {
			return List.of((this.address != null) ? Kind.real : Kind.embedded);
		}
		return this.kinds;
	}

	private TestDaemon start(Kind kind, List<String> program) {
		if (kind == Kind.embedded) {
			return TestDaemon.embedded(program);
		}
		if (this.address != null) {
			return TestDaemon.running(this.address, this.pid);
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

	/**
	 * Daemons that run.
	 *
	 * @param byKind the daemons
	 */
	record Daemons(Map<String, TestDaemon> byKind) implements AutoCloseable {

		String firstKind() {
			return this.byKind.keySet().iterator().next();
		}

		TestDaemon first() {
			return this.byKind.values().iterator().next();
		}

		/**
		 * Return what a contender on a daemon is called.
		 * @param contender the contender
		 * @param kind the daemon
		 * @return the contender alone if there is only one daemon
		 */
		String label(String contender, String kind) {
			return (this.byKind.size() == 1) ? contender : contender + "/" + kind;
		}

		@Override
		public void close() {
			this.byKind.values().forEach(TestDaemon::close);
		}

	}

}
