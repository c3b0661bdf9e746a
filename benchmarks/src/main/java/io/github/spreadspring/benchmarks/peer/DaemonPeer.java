package io.github.spreadspring.benchmarks.peer;

import java.nio.file.Path;

import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

/**
 * The embedded daemon in a process of its own, on TCP and on the Unix domain socket where
 * C clients look for it.
 */
final class DaemonPeer implements Peer {

	private final EmbeddedSpreadDaemon daemon;

	DaemonPeer(PeerSettings settings) {
		int port = DaemonAddress.parse(settings.address()).port();
		this.daemon = EmbeddedSpreadDaemon.builder().port(port).unixSocket(Path.of("/tmp", "" + port)).build();
	}

	@Override
	public void open() {
		this.daemon.start();
	}

	@Override
	public long messages() {
		return 0;
	}

	@Override
	public void close() {
		this.daemon.close();
	}

}
