package io.github.spreadspring.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.spreadspring.client.ConnectionSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other end of a connection in the hands of a test, for everything that no daemon
 * does when asked: to stop reading, to say half of something, or nonsense.
 */
public final class ScriptedDaemon implements AutoCloseable {

	/** Small, so that the sockets are full soon when the daemon does not read. */
	private static final int RECEIVE_BUFFER = 64 * 1024;

	private final ServerSocket server = new ServerSocket();

	private final BlockingQueue<ScriptedPeer> ready = new LinkedBlockingQueue<>();

	private final List<ScriptedPeer> peers = new CopyOnWriteArrayList<>();

	private final Dialogue dialogue;

	private ScriptedDaemon(Dialogue dialogue) throws IOException {
		this.dialogue = dialogue;
		this.server.setReceiveBufferSize(RECEIVE_BUFFER);
		this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		Thread thread = new Thread(this::serve, "scripted-daemon");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Start a daemon that accepts everybody and then does what the test wants.
	 * @return the daemon
	 */
	public static ScriptedDaemon start() {
		return start(ScriptedPeer::welcome);
	}

	/**
	 * Start a daemon that greets as the test wants.
	 * @param dialogue what to say to whoever connects
	 * @return the daemon
	 */
	public static ScriptedDaemon start(Dialogue dialogue) {
		try {
			return new ScriptedDaemon(dialogue);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public String address() {
		return this.server.getLocalPort() + "@127.0.0.1";
	}

	public ConnectionSettings settings() {
		return ConnectionSettings.of(address()).privateName("alice");
	}

	/**
	 * Return the next client that has been greeted.
	 * @return its connection
	 */
	public ScriptedPeer nextClient() {
		try {
			ScriptedPeer peer = this.ready.poll(Mailbox.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			assertThat(peer).as("a client that connects").isNotNull();
			return peer;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void serve() {
		while (!this.server.isClosed()) {
			try {
				ScriptedPeer peer = new ScriptedPeer(this.server.accept());
				this.peers.add(peer);
				this.dialogue.speak(peer);
				this.ready.add(peer);
			}
			catch (IOException ex) {
				// the client went away, or the test is over
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (ScriptedPeer peer : this.peers) {
			peer.close();
		}
	}

	/**
	 * What to say to a client.
	 */
	public interface Dialogue {

		/**
		 * Greet a client.
		 * @param peer the client
		 * @throws IOException if it went away
		 */
		void speak(ScriptedPeer peer) throws IOException;

	}

}
