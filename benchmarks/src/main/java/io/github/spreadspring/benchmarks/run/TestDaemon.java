package io.github.spreadspring.benchmarks.run;

import java.util.ArrayList;
import java.util.List;

import io.github.spreadspring.benchmarks.peer.PeerSettings;
import io.github.spreadspring.benchmarks.peer.Role;
import io.github.spreadspring.client.DaemonAddress;

/**
 * The daemon that peers connect to.
 */
interface TestDaemon extends AutoCloseable {

	/**
	 * Return where to connect to.
	 * @param socket how
	 * @return the address
	 */
	String address(SocketKind socket);

	/**
	 * Return the process whose time is measured.
	 * @return the process; 0 if it is not known
	 */
	long pid();

	@Override
	void close();

	static TestDaemon embedded(List<String> program) {
		int port = FreePort.next();
		PeerSettings settings = PeerSettings.of("socket", Role.DAEMON, Integer.toString(port));
		List<String> command = new ArrayList<>(program);
		command.addAll(settings.toArguments());
		return new Embedded(ChildProcess.startReady("embedded daemon", command), port);
	}

	static TestDaemon running(String address, long pid) {
		return new Running(DaemonAddress.parse(address), pid);
	}

	/**
	 * Our daemon, in a process of its own.
	 *
	 * @param child the process
	 * @param port where it listens
	 */
	record Embedded(ChildProcess child, int port) implements TestDaemon {

		@Override
		public String address(SocketKind socket) {
			return socket.address(this.port);
		}

		@Override
		public long pid() {
			return this.child.pid();
		}

		@Override
		public void close() {
			this.child.close();
		}

	}

	/**
	 * A daemon that somebody else runs.
	 *
	 * @param daemon where it listens
	 * @param pid its process; 0 if it is not known
	 */
	record Running(DaemonAddress daemon, long pid) implements TestDaemon {

		@Override
		public String address(SocketKind socket) {
			boolean local = this.daemon.isLocal();
			return (local || socket == SocketKind.UNIX) ? socket.address(this.daemon.port()) : this.daemon.toString();
		}

		@Override
		public void close() {
			// not ours
		}

	}

}
