package io.github.spreadspring.benchmarks.peer;

/**
 * Chooses the program for a command line.
 */
final class Peers {

	private Peers() {
	}

	static Peer create(PeerSettings settings) {
		return switch (settings.role()) {
			case DAEMON -> new DaemonPeer(settings);
			case SINK -> new SinkPeer(settings);
			case SOURCE -> new SourcePeer(settings);
			case SEND -> isSpring(settings) ? new SpringSender(settings) : new ConnectionSender(settings);
			case RECEIVE -> isSpring(settings) ? new SpringReceiver(settings) : new ConnectionReceiver(settings);
			case PINGPONG -> isSpring(settings) ? new SpringPingPong(settings) : new ConnectionPingPong(settings);
		};
	}

	private static boolean isSpring(PeerSettings settings) {
		return settings.implementation().startsWith("spring");
	}

}
