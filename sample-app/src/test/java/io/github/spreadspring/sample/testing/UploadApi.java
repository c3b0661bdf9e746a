package io.github.spreadspring.sample.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import io.github.spreadspring.sample.testing.SampleApi.Answer;

/**
 * The upload page as a script uses it.
 */
public class UploadApi {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String BOUNDARY = "----a-boundary";

	private final HttpClient client = HttpClient.newHttpClient();

	private final SampleApi api;

	private final String uploads;

	public UploadApi(SampleRun sample) {
		this(sample.port());
	}

	public UploadApi(int port) {
		this.api = new SampleApi(port);
		this.uploads = "http://127.0.0.1:%d/api/uploads".formatted(port);
	}

	/**
	 * Upload a file that has to be accepted.
	 * @param name its name
	 * @param file its bytes
	 * @return its id
	 */
	public long upload(String name, byte[] file) throws IOException, InterruptedException {
		Answer answer = post(name, BodyPublishers.ofByteArray(file));
		if (answer.status() != 202) {
			throw new AssertionError("Refused with %d: %s".formatted(answer.status(), answer.body()));
		}
		return answer.json().path("id").asLong();
	}

	public long upload(String name, String text) throws IOException, InterruptedException {
		return upload(name, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Upload the bytes alone, as {@code curl --data-binary} does.
	 * @param name the name of the file
	 * @param file its bytes
	 * @return the answer
	 */
	public Answer post(String name, BodyPublisher file) throws IOException, InterruptedException {
		return send(HttpRequest
			.newBuilder(URI.create(this.uploads + "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8)))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(file)
			.build());
	}

	/**
	 * Upload as a form does.
	 * @param field the name of the field
	 * @param name the name of the file
	 * @param file its bytes
	 * @return the answer
	 */
	public Answer postForm(String field, String name, byte[] file) throws IOException, InterruptedException {
		String head = "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n".formatted(BOUNDARY,
				field, name);
		return send(HttpRequest.newBuilder(URI.create(this.uploads))
			.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
			.POST(BodyPublishers.concat(BodyPublishers.ofString(head), BodyPublishers.ofByteArray(file),
					BodyPublishers.ofString("\r\n--%s--\r\n".formatted(BOUNDARY))))
			.build());
	}

	/**
	 * Send a form that ends in the middle.
	 * @return the answer
	 */
	public Answer postBroken() throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(URI.create(this.uploads))
			.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
			.POST(BodyPublishers.ofString("--%s\r\nContent-Disposition: form-data; name=".formatted(BOUNDARY)))
			.build());
	}

	public JsonNode table() throws IOException, InterruptedException {
		return this.api.get("/api/uploads").json();
	}

	/**
	 * Return a row.
	 * @param id its id
	 * @return the row, if the table has it
	 */
	public Optional<JsonNode> row(long id) throws IOException, InterruptedException {
		return table().path("uploads").valueStream().filter((row) -> row.path("id").asLong() == id).findFirst();
	}

	/**
	 * Wait for the answer to a file.
	 * @param id its id
	 * @return its row
	 */
	public JsonNode answered(long id) {
		return Eventually.get(PATIENCE, "an answer for file " + id,
				() -> row(id).filter((row) -> !row.path("state").asString().equals("WAITING")));
	}

	private Answer send(HttpRequest request) throws IOException, InterruptedException {
		HttpResponse<String> response = this.client.send(request, BodyHandlers.ofString());
		return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
				response.body());
	}

}
