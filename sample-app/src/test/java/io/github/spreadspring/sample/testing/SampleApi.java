package io.github.spreadspring.sample.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample's HTTP API as a script uses it.
 */
public class SampleApi {

	private final HttpClient client = HttpClient.newHttpClient();

	private final String base;

	public SampleApi(int port) {
		this.base = "http://127.0.0.1:" + port;
	}

	public Answer get(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path)).build());
	}

	public Answer put(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path)).PUT(BodyPublishers.noBody()).build());
	}

	public Answer delete(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path)).DELETE().build());
	}

	public Answer post(String json) throws IOException, InterruptedException {
		return post("/api/messages", json);
	}

	public Answer post(String path, String json) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(json))
			.build());
	}

	public EventStream events() throws IOException, InterruptedException {
		return new EventStream(this.client, uri("/api/events"));
	}

	private Answer send(HttpRequest request) throws IOException, InterruptedException {
		HttpResponse<String> response = this.client.send(request, BodyHandlers.ofString());
		return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
				response.body());
	}

	private URI uri(String path) {
		return URI.create(this.base + path);
	}

	/**
	 * An answer.
	 */
	public record Answer(int status, String contentType, String body) {

		public JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

		public String text(String field) {
			return json().path(field).asString("");
		}

	}

}
