package io.github.spreadspring.sample.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client in another language that does what the test says.
 */
final class PeerDriver {

	private final PeerProcess process;

	PeerDriver(PeerProcess process) {
		this.process = process;
	}

	/**
	 * Connect.
	 * @param address where the daemon is
	 * @param name the private name; empty to let the daemon choose
	 * @return the private group
	 */
	String connect(String address, String name) throws IOException, InterruptedException {
		return done(ask("connect", Map.of("address", address, "name", name))).path("privateGroup").asString();
	}

	/**
	 * Join a group, and wait for the view with us in it.
	 * @param group the group
	 * @return the view
	 */
	JsonNode join(String group) throws IOException, InterruptedException {
		done(ask("join", Map.of("group", group)));
		JsonNode view = receive();
		assertThat(view.path("cause").asString()).as("%s", view).isEqualTo("JOIN");
		return view;
	}

	JsonNode multicast(List<String> groups, byte[] body, Map<String, ?> options)
			throws IOException, InterruptedException {
		ObjectNode command = JsonMapper.shared().valueToTree(options);
		command.set("groups", JsonMapper.shared().valueToTree(groups));
		return ask("multicast", command.put("body", encoded(body)));
	}

	void send(String group, String text) throws IOException, InterruptedException {
		done(multicast(List.of(group), text.getBytes(StandardCharsets.UTF_8), Map.of()));
	}

	JsonNode receive() throws IOException, InterruptedException {
		return done(ask("receive", Map.of()));
	}

	/**
	 * Skip memberships.
	 * @return the next message
	 */
	JsonNode receiveMessage() throws IOException, InterruptedException {
		JsonNode event = receive();
		while (event.path("kind").asString().equals("membership")) {
			event = receive();
		}
		assertThat(event.path("kind").asString()).as("%s", event).isEqualTo("message");
		return event;
	}

	void disconnect() throws IOException, InterruptedException {
		done(ask("disconnect", Map.of()));
	}

	/**
	 * Give a command.
	 * @param command its name
	 * @param options what it needs
	 * @return the answer; {@code refused} or {@code lost} in it tell of a failure
	 */
	JsonNode ask(String command, Map<String, ?> options) throws IOException, InterruptedException {
		return ask(command, JsonMapper.shared().<ObjectNode>valueToTree(options));
	}

	private JsonNode ask(String command, ObjectNode options) throws IOException, InterruptedException {
		this.process.say(JsonMapper.shared().writeValueAsString(options.put("do", command)));
		return JsonMapper.shared().readTree(this.process.line());
	}

	private static JsonNode done(JsonNode answer) {
		assertThat(answer.has("refused") || answer.has("lost")).as("%s", answer).isFalse();
		return answer;
	}

	static String encoded(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

	static byte[] body(JsonNode answer) {
		return Base64.getDecoder().decode(answer.path("body").asString());
	}

	static String text(JsonNode answer) {
		return new String(body(answer), StandardCharsets.UTF_8);
	}

	/**
	 * Return a list in an answer.
	 * @param answer the answer
	 * @param field its field
	 * @return the texts in it
	 */
	static List<String> list(JsonNode answer, String field) {
		return answer.path(field).values().stream().map(JsonNode::asString).toList();
	}

}
