package io.github.spreadspring.benchmarks.path;

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

	/**
	 * Start a peer of this jar that others connect to.
	 * @param program the command line of a peer
	 * @param settings its settings; the address is replaced by a free one
	 * @return the daemon
	 */
	static TestDaemon start(List<String> program, PeerSettings settings) {
		int port = FreePort.next();
		List<String> command = new ArrayList<>(program);
		command.addAll(settings.toArguments());
		command.add("address=" + port);
		return new OfPeer(ChildProcess.startReady(settings.role().toString(), command), port);
	}

	static TestDaemon embedded(List<String> program) {
		return start(program, PeerSettings.of("socket", Role.DAEMON, ""));
	}

	static TestDaemon running(String address, long pid) {
		DaemonAddress parsed = DaemonAddress.parse(address);
		return new Running(parsed, pid);
	}

	/**
	 * A process of ours.
	 *
	 * @param child the process
	 * @param port where it listens
	 */
	record OfPeer(ChildProcess child, int port) implements TestDaemon {

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
