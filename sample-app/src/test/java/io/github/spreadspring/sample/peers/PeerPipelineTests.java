package io.github.spreadspring.sample.peers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.daemon.AccessPolicy;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;
import io.github.spreadspring.sample.testing.UploadApi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A program in another language takes the place of each stage of the upload pipeline; the
 * other two are those of the sample.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(PeerLanguage.class)
class PeerPipelineTests {

	/** Blank lines, both kinds of line ends, no text, and what looks like headers. */
	private static final byte[] BINARY = "\r\n\r\nf_id: 8\n\n\u0000\u00ff\u0080\n\n\u00e4\r\n"
		.getBytes(StandardCharsets.ISO_8859_1);

	@RegisterExtension
	final PeerProcesses processes = new PeerProcesses();

	@Parameter
	PeerLanguage language;

	@TempDir
	Path folder;

	private final EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();

	@BeforeParameterizedClassInvocation
	static void requireInterpreter(PeerLanguage language) {
		language.require();
	}

	@AfterEach
	void stopDaemon() {
		this.daemon.close();
	}

	@Test
	void aPeerUploads() throws Exception {
		try (SampleRun sample = sample("processor,writer"); RawPeer witness = new RawPeer(this.daemon.port(), "w")) {
			witness.join("uploadfiles");
			PeerProcess given = upload("--f-id", "4711", file(BINARY));
			assertThat(given.line()).isEqualTo("4711");
			assertThat(given.exitStatus()).isZero();
			RawPeer.Frame frame = witness.receiveMessage();
			assertThat(frame.body()).isEqualTo(message("f_id: 4711\n\n", BINARY));
			assertThat(frame.type()).isEqualTo(RawPeer.AGREED);
			assertThat(frame.messageType()).isZero();
			await().untilAsserted(() -> assertThat(row(sample, 4711)).containsEntry("SIZE", (long) BINARY.length));

			PeerProcess madeUp = upload(file("one\ntwo".getBytes(StandardCharsets.UTF_8)));
			long id = Long.parseLong(madeUp.line());
			assertThat(id).isBetween(1L << 52, 1L << 53);
			await().untilAsserted(() -> assertThat(row(sample, id)).containsEntry("SIZE", 7L)
				.containsEntry("LINES", 2L)
				.containsEntry("STATE", "DONE"));
		}
	}

	@Test
	void aPeerRefusesToUploadWhatDoesNotFitIntoAMessage() throws Exception {
		PeerProcess upload = upload("--f-id", "7", file(new byte[143_111]));
		assertThat(upload.remark("allowed")).contains("143,111 bytes").contains("at most 143,110");
		assertThat(upload.exitStatus()).isEqualTo(1);
		try (RawPeer witness = new RawPeer(this.daemon.port(), "w")) {
			witness.join("uploadfiles");
			assertThat(upload("--f-id", "7", file(new byte[143_110])).exitStatus()).isZero();
			assertThat(witness.receiveMessage().body()).hasSize(143_119);
		}
	}

	@Test
	void aPeerProcesses() throws Exception {
		try (SampleRun sample = sample("page,writer"); RawPeer other = new RawPeer(this.daemon.port(), "w")) {
			PeerProcess processor = start("processor");
			processor.remark("In uploadfiles");
			other.send(RawPeer.AGREED, 0, "uploadfiles", "no headers".getBytes(StandardCharsets.UTF_8));
			other.send(RawPeer.AGREED, 0, "uploadfiles", message("f_id: x\n\n", BINARY));
			processor.remark("cannot be used");
			processor.remark("cannot be used");

			UploadApi page = new UploadApi(sample);
			JsonNode text = page.answered(page.upload("text.txt", "grüße\r\n\r\nende"));
			assertThat(text.path("size").asLong()).isEqualTo(15);
			assertThat(text.path("lines").asLong()).isEqualTo(3);
			assertThat(text.path("state").asString()).isEqualTo("DONE");
			JsonNode empty = page.answered(page.upload("empty.txt", ""));
			assertThat(empty.path("size").asLong(-1)).isZero();
			assertThat(empty.path("lines").asLong(-1)).isZero();
			JsonNode binary = page.answered(page.upload("file.bin", BINARY));
			assertThat(binary.path("size").asLong()).isEqualTo(BINARY.length);
			assertThat(binary.path("problem").asString()).contains("no text");

			processor.terminate();
			assertThat(processor.exitStatus()).isZero();
		}
	}

	@Test
	void aPeerWrites() throws Exception {
		try (SampleRun sample = sample("page,processor"); RawPeer other = new RawPeer(this.daemon.port(), "w")) {
			PeerProcess writer = start("writer", "--count", "4");
			writer.remark("In uploadresponses");
			other.send(RawPeer.AGREED, 0, "uploadresponses", "f_id: 1\n\n".getBytes(StandardCharsets.UTF_8));
			writer.remark("no header size");
			UploadApi page = new UploadApi(sample);
			long text = page.upload("text.txt", "one\ntwo\n");
			assertThat(json(writer)).isEqualTo(Map.of("f_id", text, "size", 8L, "lines", 2L));
			long binary = page.upload("file.bin", BINARY);
			assertThat(json(writer)).containsEntry("f_id", binary)
				.containsEntry("size", (long) BINARY.length)
				.containsEntry("lines", 0L)
				.containsKey("problem");
			other.send(RawPeer.AGREED, 0, "uploadresponses",
					message("f_id: 999999999999999999\nsize: 1\nlines: 0\nproblem: \"ä\\",
							"\u00ff\u0001'\n\n".getBytes(StandardCharsets.ISO_8859_1)));
			assertThat(json(writer)).containsEntry("f_id", 999_999_999_999_999_999L)
				.containsEntry("problem", "\"ä\\\ufffd '");
			assertThat(writer.exitStatus()).isZero();
		}
	}

	@Test
	void aPeerLeavesWhenItIsAskedToEnd() throws Exception {
		try (RawPeer witness = new RawPeer(this.daemon.port(), "w")) {
			witness.join("uploadresponses");
			PeerProcess writer = start("writer", "--name", "writer");
			writer.remark("#writer#localhost");
			writer.terminate();
			assertThat(writer.exitStatus()).isZero();
			assertThat(this.daemon.hasSession("writer")).isFalse();
			// own join, its join, its leave
			assertThat(witness.receive().type()).isEqualTo(0x1100);
			assertThat(witness.receive().type()).isEqualTo(0x1100);
			assertThat(witness.receive().type()).isEqualTo(0x1200);
		}
	}

	@Test
	void aPeerThatMayNotJoinEndsWithAWord() throws Exception {
		AccessPolicy policy = new AccessPolicy() {

			@Override
			public boolean mayJoin(MemberId member, String group) {
				return false;
			}

		};
		try (EmbeddedSpreadDaemon strict = EmbeddedSpreadDaemon.builder().accessPolicy(policy).build().start()) {
			PeerProcess processor = this.processes.start(this.language, "processor", "--address", strict.address());
			processor.remark("does not allow JOIN to uploadfiles");
			assertThat(processor.exitStatus()).isEqualTo(1);
		}
	}

	@Test
	void aPeerThatLosesItsDaemonEndsWithAWord() throws Exception {
		PeerProcess processor = start("processor");
		processor.remark("In uploadfiles");
		this.daemon.close();
		processor.remark("closed the connection");
		assertThat(processor.exitStatus()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "upload", "processor", "writer", "chat" })
	void helpTellsTheOptions(String program) throws Exception {
		PeerProcess help = this.processes.start(this.language, program, "--help");
		assertThat(help.line()).containsIgnoringCase("usage: ").contains(program);
		assertThat(help.exitStatus()).isZero();
	}

	@Test
	void aCountThatIsNoNumberIsRefused() throws Exception {
		PeerProcess processor = start("processor", "--count", "many");
		assertThat(processor.remark("many")).contains("--count");
		assertThat(processor.exitStatus()).isPositive();
	}

	@Test
	void chatShowsWhoSaysWhatAndWhoIsThere() throws Exception {
		try (RawPeer other = new RawPeer(this.daemon.port(), "anna")) {
			PeerProcess chat = start("chat", "--name", "kim", "tea");
			assertThat(chat.line()).isEqualTo("* tea: JOIN of #kim#localhost; members: #kim#localhost");
			other.join("tea");
			assertThat(chat.line()).endsWith("members: #anna#localhost #kim#localhost");
			other.send(RawPeer.AGREED, 0, "tea", "grüße".getBytes(StandardCharsets.UTF_8));
			assertThat(chat.line()).isEqualTo("#anna#localhost: grüße");
			chat.say("für dich");
			other.receive();
			assertThat(other.receiveMessage().text()).isEqualTo("grüße");
			assertThat(other.receiveMessage().text()).isEqualTo("für dich");
			chat.endInput("last words");
			assertThat(chat.exitStatus()).isZero();
			assertThat(other.receiveMessage().text()).isEqualTo("last words");
		}
	}

	private SampleRun sample(String roles) {
		return SampleRun.at(this.daemon.port(), "--sample.upload.roles=" + roles);
	}

	private PeerProcess start(String program, String... arguments) throws Exception {
		String[] all = new String[arguments.length + 2];
		all[0] = "--address";
		all[1] = this.daemon.port() + "@localhost";
		System.arraycopy(arguments, 0, all, 2, arguments.length);
		return this.processes.start(this.language, program, all);
	}

	private PeerProcess upload(String... arguments) throws Exception {
		return start("upload", arguments);
	}

	private String file(byte[] content) throws Exception {
		return Files.write(Files.createTempFile(this.folder, "file", ".dat"), content).toString();
	}

	private static byte[] message(String headers, byte[] body) {
		byte[] head = headers.getBytes(StandardCharsets.UTF_8);
		byte[] message = new byte[head.length + body.length];
		System.arraycopy(head, 0, message, 0, head.length);
		System.arraycopy(body, 0, message, head.length, body.length);
		return message;
	}

	private static Map<String, Object> row(SampleRun sample, long id) {
		return sample.bean(JdbcClient.class)
			.sql("select * from uploads where id = ?")
			.param(id)
			.query()
			.listOfRows()
			.stream()
			.findFirst()
			.orElse(Map.of());
	}

	private static Map<String, Object> json(PeerProcess writer) throws InterruptedException {
		Map<String, Object> answer = new LinkedHashMap<>();
		JsonMapper.shared()
			.readTree(writer.line())
			.properties()
			.forEach((field) -> answer.put(field.getKey(),
					field.getValue().isNumber() ? field.getValue().asLong() : field.getValue().asString()));
		return answer;
	}

}
