package io.github.spreadspring.client.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.AuthenticationDialogue;
import io.github.spreadspring.client.AuthenticationMethod;
import io.github.spreadspring.client.AuthenticationRejectedException;
import io.github.spreadspring.client.ConnectTimeoutException;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.client.NotSpreadException;
import io.github.spreadspring.client.SpreadConnectException;
import io.github.spreadspring.client.transport.Deadline;
import io.github.spreadspring.client.transport.Refusals;
import io.github.spreadspring.protocol.AcceptReply;
import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.ConnectRequest;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.MalformedFrameException;
import io.github.spreadspring.protocol.SpreadVersion;

/**
 * Introduces us to the daemon at the other end of a socket. Every read has the same
 * deadline, so that nobody who accepts and then says nothing, or says it byte by byte,
 * can hold us up.
 */
final class Handshake {

	private static final int MAX_REPLY = 64;

	private final SocketChannel channel;

	private final ConnectionSettings settings;

	private final Deadline deadline;

	private @Nullable AuthenticationMethods offered;

	Handshake(SocketChannel channel, ConnectionSettings settings, Deadline deadline) {
		this.channel = channel;
		this.settings = settings;
		this.deadline = deadline;
	}

	AcceptReply perform() {
		try (Selector selector = Selector.open()) {
			this.channel.register(selector, SelectionKey.OP_READ);
			write(new ConnectRequest(SpreadVersion.CURRENT, this.settings.membership(), this.settings.priority(),
					this.settings.privateName())
				.toBytes());
			requireOffered(readOffer(selector));
			write(new AuthenticationMethods(chosen()).toChoice());
			authenticate(selector);
			return readReply(selector);
		}
		catch (IOException ex) {
			throw notSpread("broke off the handshake (%s)".formatted(ex.getMessage()));
		}
	}

	private AuthenticationMethods readOffer(Selector selector) throws IOException {
		int length = readFirst(selector);
		if (length > AuthenticationMethods.MAX_OFFER) {
			throw notSpread("answered with the byte 0x%02x".formatted(length));
		}
		byte[] text = new byte[length];
		for (int i = 0; i < length; i++) {
			text[i] = read(selector, 1).get(0);
			if (text[i] < ' ' || text[i] > '~') {
				// the end of the first line, where it is text: what a server for people
				// greets with
				throw notSpread("answered with \"%c%s\"".formatted(length, ascii(text, i)));
			}
		}
		String offer = ascii(text, length);
		if (!offer.matches("([!-~]+ )*")) {
			throw notSpread("answered with \"%c%s\"".formatted(length, offer));
		}
		return AuthenticationMethods.ofOffer(text);
	}

	private static String ascii(byte[] text, int length) {
		return new String(text, 0, length, StandardCharsets.US_ASCII);
	}

	private List<String> chosen() {
		return this.settings.authentication().stream().map(AuthenticationMethod::name).toList();
	}

	private void requireOffered(AuthenticationMethods offered) {
		this.offered = offered;
		if (!offered.names().containsAll(chosen())) {
			throw new AuthenticationRejectedException(this.settings.address(),
					"The daemon at %s offers the authentication methods %s, this client was told to use %s"
						.formatted(this.settings.address(), offered.names(), chosen()));
		}
	}

	private void authenticate(Selector selector) throws IOException {
		AuthenticationDialogue dialogue = new Dialogue(selector);
		for (AuthenticationMethod method : this.settings.authentication()) {
			method.authenticate(dialogue);
		}
	}

	private AcceptReply readReply(Selector selector) throws IOException {
		ByteBuffer reply = ByteBuffer.allocate(MAX_REPLY);
		reply.put((byte) readFirst(selector));
		try {
			AcceptReply accepted = null;
			while (accepted == null) {
				reply.put(read(selector, 1));
				accepted = AcceptReply.read(reply.duplicate().flip(), SpreadVersion.CURRENT);
			}
			return accepted;
		}
		catch (MalformedFrameException ex) {
			throw notSpread("did not accept as a Spread daemon does");
		}
	}

	/**
	 * Read the first byte of an answer: a refusal if it is negative.
	 * @param selector tells when there is something to read
	 * @return the byte, 0 to 127
	 */
	private int readFirst(Selector selector) throws IOException {
		int first = read(selector, 1).get(0);
		if (first >= 0) {
			return first;
		}
		ErrorCode code = ErrorCode.of(first);
		SpreadConnectException refusal = (code != null) ? Refusals.of(code, this.settings, SpreadVersion.CURRENT)
				: null;
		if (refusal != null) {
			throw refusal;
		}
		if (code != null) {
			throw notSpread("refused with the unexpected code %d".formatted(first));
		}
		throw notSpread("answered with the byte 0x%02x".formatted(first & 0xff));
	}

	private void write(ByteBuffer bytes) throws IOException {
		// a daemon wants each step in one piece; so few bytes always fit into a new
		// socket
		this.channel.write(bytes);
		if (bytes.hasRemaining()) {
			throw new IOException("socket took only a part of the handshake");
		}
	}

	private ByteBuffer read(Selector selector, int length) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(length);
		while (bytes.hasRemaining()) {
			int count = this.channel.read(bytes);
			if (count < 0) {
				throw notSpread("closed the connection during the handshake");
			}
			if (count == 0) {
				long remaining = this.deadline.remainingMillis();
				if (remaining == 0) {
					throw new ConnectTimeoutException(this.settings.address(),
							"%s accepted the connection but did not complete the handshake within %s. %s"
								.formatted(this.settings.address(), this.deadline, guess()));
				}
				selector.select(remaining);
				selector.selectedKeys().clear();
				if (Thread.currentThread().isInterrupted()) {
					throw ConnectTimeoutException.interrupted(this.settings.address());
				}
			}
		}
		return bytes.flip();
	}

	private NotSpreadException notSpread(String what) {
		return new NotSpreadException(this.settings.address(),
				"%s %s. %s".formatted(this.settings.address(), what, guess()));
	}

	/**
	 * Say what may be wrong with somebody who does not take us in.
	 * @return a sentence or two
	 */
	private String guess() {
		return (this.offered == null) ? "Is it a Spread daemon?"
				: "It offers the authentication methods %s, this client uses %s. Does it require another one, or hang?"
					.formatted(this.offered.names(), chosen());
	}

	private final class Dialogue implements AuthenticationDialogue {

		private final Selector selector;

		private Dialogue(Selector selector) {
			this.selector = selector;
		}

		@Override
		public DaemonAddress address() {
			return Handshake.this.settings.address();
		}

		@Override
		public void write(byte[] bytes) throws IOException {
			Handshake.this.write(ByteBuffer.wrap(bytes));
		}

		@Override
		public byte[] read(int length) throws IOException {
			return Handshake.this.read(this.selector, length).array();
		}

	}

}
