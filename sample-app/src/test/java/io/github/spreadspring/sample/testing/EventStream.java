package io.github.spreadspring.sample.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads server-sent events as a browser does.
 */
public class EventStream implements AutoCloseable {

	private static final long TIMEOUT_SECONDS = 10;

	private final Stream<String> lines;

	private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

	public EventStream(HttpClient client, URI uri) throws IOException, InterruptedException {
		this.lines = client
			.send(HttpRequest.newBuilder(uri).header("Accept", "text/event-stream").build(), BodyHandlers.ofLines())
			.body();
		Thread reader = new Thread(this::read, "event-stream");
		reader.setDaemon(true);
		reader.start();
	}

	private void read() {
		String[] name = { "" };
		try {
			this.lines.forEach((line) -> {
				if (line.startsWith("event:")) {
					name[0] = line.substring("event:".length()).strip();
				}
				else if (line.startsWith("data:")) {
					this.events.add(new Event(name[0], JsonMapper.shared().readTree(line.substring("data:".length()))));
				}
			});
		}
		catch (RuntimeException ex) {
			// the test closed the stream
		}
	}

	public Event next() throws InterruptedException {
		Event event = this.events.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
		if (event == null) {
			throw new AssertionError("No event within %d s".formatted(TIMEOUT_SECONDS));
		}
		return event;
	}

	/**
	 * Skip events up to one.
	 * @param wanted the one
	 * @return the event
	 */
	public Event until(Predicate<Event> wanted) throws InterruptedException {
		List<Event> skipped = new ArrayList<>();
		while (true) {
			Event event = this.events.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
			if (event == null) {
				throw new AssertionError("Not within %d s; came: %s".formatted(TIMEOUT_SECONDS, skipped));
			}
			if (wanted.test(event)) {
				return event;
			}
			skipped.add(event);
		}
	}

	@Override
	public void close() {
		this.lines.close();
	}

	/**
	 * An event.
	 */
	public record Event(String name, JsonNode data) {

		public String text(String field) {
			return this.data.path(field).asString("");
		}

		public boolean is(String name, String field, String value) {
			return this.name.equals(name) && text(field).equals(value);
		}

	}

}
