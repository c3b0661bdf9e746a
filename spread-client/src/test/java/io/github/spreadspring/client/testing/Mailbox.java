package io.github.spreadspring.client.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * A plain connection as a test uses it: whoever waits for something that does not come
 * fails.
 */
public final class Mailbox implements AutoCloseable {

	/**
	 * Time enough for anything that has to happen, even on a busy machine.
	 */
	public static final Duration PATIENCE = Duration.ofSeconds(10);

	private final SpreadConnection connection;

	private Mailbox(SpreadConnection connection) {
		this.connection = connection;
	}

	public static Mailbox open(String address, String privateName) {
		return open(ConnectionSettings.of(address).privateName(privateName));
	}

	public static Mailbox open(ConnectionSettings settings) {
		return new Mailbox(SpreadConnection.open(settings.connectTimeout(PATIENCE)));
	}

	public SpreadConnection connection() {
		return this.connection;
	}

	public MemberId id() {
		return this.connection.privateGroup();
	}

	/**
	 * Join groups, one after the other, and wait for each.
	 * @param groups the groups
	 * @return the view of the last one
	 */
	public GroupView join(String... groups) {
		GroupView view = null;
		for (String group : groups) {
			this.connection.join(group);
			view = next(ViewChanged.class).view();
			assertThat(view.group()).isEqualTo(group);
			assertThat(view.members()).contains(id());
		}
		return view;
	}

	public void send(String group, String text) {
		send(message(group, text));
	}

	public void send(OutboundMessage message) {
		this.connection.multicast(message);
	}

	public static OutboundMessage message(String group, String text) {
		return OutboundMessage.of(group, text.getBytes(StandardCharsets.UTF_8));
	}

	public static String text(RegularMessage message) {
		return new String(message.body(), StandardCharsets.UTF_8);
	}

	public SpreadMessage next() {
		try {
			SpreadMessage message = this.connection.receive(PATIENCE);
			return (message != null) ? message : fail("Nothing came to " + id());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public <T extends SpreadMessage> T next(Class<T> type) {
		SpreadMessage message = next();
		assertThat(message).isInstanceOf(type);
		return type.cast(message);
	}

	public RegularMessage nextMessage() {
		return next(RegularMessage.class);
	}

	public String nextText() {
		return text(nextMessage());
	}

	public List<String> nextTexts(int count) {
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			texts.add(nextText());
		}
		return texts;
	}

	/**
	 * Check that nothing waits here and that the connection works: what we now send to
	 * ourselves is the next that comes.
	 */
	public void expectNothingElse() {
		String marker = UUID.randomUUID().toString();
		send(id().toString(), marker);
		assertThat(next()).as("instead of nothing")
			.isInstanceOfSatisfying(RegularMessage.class, (message) -> assertThat(text(message)).isEqualTo(marker));
	}

	@Override
	public void close() {
		this.connection.close();
	}

}
