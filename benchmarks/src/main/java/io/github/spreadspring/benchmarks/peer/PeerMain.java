package io.github.spreadspring.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The process of a peer. It says {@code READY}, obeys the lines it reads, and ends with
 * its standard input, so that none is left behind when the runner is gone.
 */
public final class PeerMain {

	private PeerMain() {
	}

	/**
	 * Run a peer.
	 * @param args see {@link PeerSettings}
	 * @throws IOException if standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		Peer peer = Peers.create(PeerSettings.parse(List.of(args)));
		try {
			peer.open();
		}
		catch (Exception ex) {
			fail(ex);
		}
		say("READY");
		BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		String line = lines.readLine();
		while (line != null && !line.equals("stop")) {
			obey(peer, line);
			line = lines.readLine();
		}
		RoundTrips roundTrips = peer.roundTrips();
		if (line != null && roundTrips != null) {
			say(roundTrips.line());
		}
		peer.close();
		// without goodbyes: what is measured is over, and a full socket must not hold us
		Runtime.getRuntime().halt(0);
	}

	private static void obey(Peer peer, String line) {
		switch (line) {
			case "go" -> peer.go();
			case "mark" -> {
				RoundTrips roundTrips = peer.roundTrips();
				if (roundTrips != null) {
					roundTrips.mark();
				}
				say("MARK " + System.nanoTime() + " " + peer.messages());
			}
			default -> throw new IllegalArgumentException("\"" + line + "\" is not known: go, mark and stop are");
		}
	}

	/**
	 * Start a thread whose failure ends the process.
	 * @param name the name of the thread
	 * @param work what to do
	 */
	static void start(String name, Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (Throwable ex) {
				fail(ex);
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
	}

	private static void fail(Throwable ex) {
		ex.printStackTrace();
		say("ERROR " + ex);
		Runtime.getRuntime().halt(1);
	}

	private static void say(String line) {
		System.out.println(line);
		System.out.flush();
	}

	/**
	 * What a thread does.
	 */
	@FunctionalInterface
	interface Work {

		/**
		 * Do it.
		 * @throws Exception if it fails
		 */
		void run() throws Exception;

	}

}
