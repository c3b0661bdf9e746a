package io.github.spreadspring.boot.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;
import io.github.spreadspring.protocol.MemberId;

/**
 * A foreign member of the network, to look at an application from outside: a plain
 * connection, as a C or Python program has it. It keeps everything that it receives, in
 * order. What is awaited and does not come in time, by default 5 seconds, is an
 * {@link AssertionError} that tells what did come.
 * <p>
 * With {@link EmbeddedSpread} or {@link SpreadTest}, a parameter of a test method is such
 * a client, and closed after the test; otherwise open one in a try-with-resources
 * statement.
 *
 * <pre>
 * client.join("orders");
 * template.convertAndSend("orders", "a pen");
 * assertThat(client.awaitMessage("orders").text()).isEqualTo("a pen");
 * </pre>
 */
public final class SpreadTestClient implements AutoCloseable {

	/**
	 * How long is waited unless set otherwise: 5 seconds.
	 */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	private static final SpreadMessageMapper mapper = new SpreadMessageMapper(SpreadMessageConverters.plain());

	private final SpreadConnection connection;

	private final Inbox inbox;

	private SpreadTestClient(SpreadConnection connection) {
		this.connection = connection;
		this.inbox = new Inbox(connection.privateGroup());
		Thread reader = new Thread(() -> this.inbox.fill(connection),
				"spread-test-client-" + connection.privateGroup());
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Connect to a daemon, which gives the client a private name.
	 * @param daemon the daemon
	 * @return the client
	 */
	public static SpreadTestClient open(EmbeddedSpreadDaemon daemon) {
		return open(daemon.address());
	}

	/**
	 * Connect to a daemon, which gives the client a private name.
	 * @param address the address, such as {@code 4803@localhost}
	 * @return the client
	 */
	public static SpreadTestClient open(String address) {
		return open(ConnectionSettings.of(address));
	}

	/**
	 * Connect to a daemon.
	 * @param settings how to connect, for example with a private name
	 * @return the client
	 */
	public static SpreadTestClient open(ConnectionSettings settings) {
		return new SpreadTestClient(SpreadConnection.open(settings));
	}

	/**
	 * Change how long is waited from now on.
	 * @param timeout how long
	 * @return this client
	 */
	public SpreadTestClient timeout(Duration timeout) {
		this.inbox.timeout(timeout);
		return this;
	}

	/**
	 * Return who this client is.
	 * @return the private group, at which others reach it
	 */
	public MemberId memberId() {
		return this.connection.privateGroup();
	}

	/**
	 * Join a group, and wait until this client is in it.
	 * @param group the group
	 * @return the view from then on
	 */
	public GroupView join(String group) {
		this.connection.join(group);
		return this.inbox.await(() -> this.inbox.view(group), () -> "Not in group \"%s\"".formatted(group));
	}

	/**
	 * Leave a group, and wait until this client is out of it.
	 * @param group the group
	 */
	public void leave(String group) {
		this.connection.leave(group);
		this.inbox.await(() -> (this.inbox.view(group) != null) ? null : group,
				() -> "Still in group \"%s\"".formatted(group));
	}

	/**
	 * Send text in UTF-8, with the guarantee AGREED.
	 * @param group the destination: a group or the text of a member id
	 * @param text the body
	 */
	public void send(String group, String text) {
		send(OutboundMessage.of(group, text.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Send text behind a block of headers, with the message type that tells an
	 * application so.
	 * @param group the destination
	 * @param text the body
	 * @param headers names and values on the wire, for example {@code correlation-id}
	 */
	public void send(String group, String text, Map<String, String> headers) {
		send(group, text, headers, HeaderMode.AUTO);
	}

	/**
	 * Send text behind a block of headers.
	 * @param group the destination
	 * @param text the body
	 * @param headers names and values on the wire
	 * @param mode {@link HeaderMode#ALWAYS} to leave the message type 0, as programs in
	 * other languages do
	 */
	public void send(String group, String text, Map<String, String> headers, HeaderMode mode) {
		Message<String> message = MessageBuilder.withPayload(text)
			.copyHeaders(headers)
			.setHeader(SpreadHeaders.HEADER_MODE, mode)
			.build();
		send(mapper.toSpread(List.of(group), message));
	}

	/**
	 * Send a message: bytes, other guarantees, a message type, several destinations.
	 * @param message the message
	 */
	public void send(OutboundMessage message) {
		this.connection.multicast(message);
	}

	/**
	 * Wait for the next message to a group. Each message is handed out once.
	 * @param group the group
	 * @return the first one that was not handed out yet, perhaps here already
	 * @throws AssertionError if there is none in time
	 */
	public Received awaitMessage(String group) {
		return awaitMessage(group, (message) -> {
		});
	}

	/**
	 * Wait for a message to a group that satisfies something; others are passed over and
	 * stay for later.
	 * @param group the group
	 * @param requirements assertions about the message
	 * @return the first one for which they hold and that was not handed out yet
	 * @throws AssertionError if there is none in time; it tells why the last one would
	 * not do
	 */
	public Received awaitMessage(String group, Consumer<Received> requirements) {
		StringBuilder mismatch = new StringBuilder();
		return this.inbox.await(() -> this.inbox.take(group, requirements, mismatch),
				() -> "No message to \"%s\"%s%s".formatted(group,
						(mismatch.length() > 0) ? " that satisfies the requirements. The last one: " : "", mismatch));
	}

	/**
	 * Wait for the next message to this client alone, such as an answer.
	 * @return the first one that was not handed out yet
	 * @throws AssertionError if there is none in time
	 */
	public Received awaitPrivateMessage() {
		return awaitMessage(memberId().toString());
	}

	/**
	 * Check that no message to a group comes before all that is in the order of the
	 * network by now. To know that, the client sends itself a message, with the guarantee
	 * AGREED, and waits until it comes back: what was ordered before it has come then,
	 * too. It counts what this client sent, and what others have received or know the
	 * place of, as {@code SpreadTemplate.sendAsync} tells it. An answer that an
	 * application still works on comes later: wait for something that it sends after it
	 * first.
	 * @param group a group that this client has joined, or the text of its own member id
	 * @throws IllegalStateException if the client is not in the group, where nothing
	 * would reach it
	 * @throws AssertionError if there is a message that was not handed out, or if the
	 * daemon does not answer in time
	 */
	public void assertNoMessage(String group) {
		this.inbox.requireReachable(group);
		String mark = "everything before " + UUID.randomUUID();
		this.inbox.expectMark(mark);
		send(memberId().toString(), mark);
		this.inbox.await(() -> this.inbox.isMarked() ? mark : null,
				() -> "The message of this client to itself did not come back, so there may be others on their way");
		this.inbox.requireNone(group);
	}

	/**
	 * Wait until a group has a number of members, no more and no less. This client must
	 * have joined it, and counts.
	 * @param group the group
	 * @param members how many members
	 * @return the view
	 * @throws AssertionError if it has not in time
	 */
	public GroupView awaitMembers(String group, int members) {
		return this.inbox.await(() -> {
			GroupView view = this.inbox.view(group);
			return (view != null && view.members().size() == members) ? view : null;
		}, () -> "Group \"%s\" does not have %d members: %s".formatted(group, members, this.inbox.members(group)));
	}

	/**
	 * Return the messages to a group so far, whether they were handed out or not.
	 * @param group the group
	 * @return the messages in order
	 */
	public List<Received> messages(String group) {
		return received().stream()
			.filter((message) -> Inbox.isTo(group, message))
			.map((message) -> new Received((RegularMessage) message))
			.toList();
	}

	/**
	 * Return everything that was received so far, membership included.
	 * @return the messages in order
	 */
	public List<SpreadMessage> received() {
		return this.inbox.received();
	}

	/**
	 * End the connection without a word, as a program that crashes.
	 */
	public void crash() {
		this.connection.kill();
	}

	/**
	 * Disconnect. Everything sent before is delivered.
	 */
	@Override
	public void close() {
		this.connection.close();
	}

	/**
	 * A message as the client received it.
	 *
	 * @param message the message on the wire, with sender, groups, guarantee and message
	 * type
	 */
	public record Received(RegularMessage message) {

		/**
		 * Return the text, in UTF-8.
		 * @return the body; without the headers before it where the message type says
		 * that there are some
		 */
		public String text() {
			return text(HeaderMode.AUTO);
		}

		/**
		 * Return the text, in UTF-8.
		 * @param mode whether headers are expected before it, whatever the message type
		 * says
		 * @return the body without the headers
		 */
		public String text(HeaderMode mode) {
			return new String(mapper.fromSpread(this.message, mode).getPayload(), StandardCharsets.UTF_8);
		}

		/**
		 * Return the bytes.
		 * @return the body with everything in it; not to be changed
		 */
		public byte[] bytes() {
			return this.message.body();
		}

		/**
		 * Return a header from before the body.
		 * @param name the name on the wire, for example {@code correlation-id}
		 * @return the value, or {@code null}
		 */
		public @Nullable String header(String name) {
			return SpreadMessageMapper.header(this.message, name);
		}

		/**
		 * Return who sent the message.
		 * @return the member id
		 */
		public MemberId sender() {
			return this.message.sender();
		}

		@Override
		public String toString() {
			String text = new String(bytes(), StandardCharsets.UTF_8);
			String start = (text.length() > 200) ? text.substring(0, 200) + "…" : text;
			return "%s: \"%s\"".formatted(this.message, start.replace("\n", "\\n"));
		}

	}

}
