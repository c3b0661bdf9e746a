package io.github.spreadspring.sample.upload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.sample.SampleApplication;
import io.github.spreadspring.sample.testing.SampleRun;
import io.github.spreadspring.sample.testing.UploadApi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * The three stages as three applications: at one daemon, with one file as their database.
 */
class UploadRolesTests {

	@TempDir
	private static Path folder;

	private static SampleRun page;

	private static ConfigurableApplicationContext processor;

	private static ConfigurableApplicationContext writer;

	@BeforeAll
	static void start() throws IOException {
		page = SampleRun.start("--spring.profiles.active=upload-page", database());
		processor = start("upload-processor");
		writer = start("upload-writer");
		awaitIn(processor, UploadMessages.FILES);
		awaitIn(writer, UploadMessages.RESPONSES);
	}

	@AfterAll
	static void stop() {
		List.of(writer, processor).forEach(ConfigurableApplicationContext::close);
		page.close();
	}

	@Test
	void aFileGoesThroughAllThree() throws Exception {
		UploadApi api = new UploadApi(page);
		JsonNode row = api.answered(api.upload("three.txt", "1\n2\n3\n"));
		assertThat(row.path("name").asString()).isEqualTo("three.txt");
		assertThat(row.path("lines").asInt()).isEqualTo(3);
	}

	@Test
	void eachHasItsStageOnly() throws Exception {
		assertThat(groups(page.bean(SpreadSession.class))).isEmpty();
		assertThat(groups(processor.getBean(SpreadSession.class))).containsExactly("uploadfiles");
		assertThat(groups(writer.getBean(SpreadSession.class))).containsExactly("uploadresponses");
		assertThat(processor.getBeanNamesForType(DataSource.class)).isEmpty();
		assertThat(processor.getEnvironment().getProperty("local.server.port")).isNull();
		assertThat(writer.getEnvironment().getProperty("local.server.port")).isNull();
	}

	@Test
	void thePageSaysThatItCannotKnowWhoIsThere() throws Exception {
		JsonNode table = new UploadApi(page).table();
		assertThat(table.path("roles").toString()).isEqualTo("[\"PAGE\"]");
		assertThat(table.path("processors").isNull()).isTrue();
		assertThat(table.path("writers").isNull()).isTrue();
	}

	@Test
	void theFileIsSharedOnThisMachineOnly() throws Exception {
		Properties lock = new Properties();
		lock.load(Files.newBufferedReader(folder.resolve("uploads.lock.db")));
		String[] server = lock.getProperty("server").split(":");
		// else the address that others reach
		assertThat(server[0]).isEqualTo("localhost");
		for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
			network.inetAddresses().filter((address) -> !address.isLoopbackAddress()).forEach((address) -> {
				try (Socket socket = new Socket()) {
					assertThatIOException().isThrownBy(
							() -> socket.connect(new InetSocketAddress(address, Integer.parseInt(server[1])), 1000));
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			});
		}
	}

	private static void awaitIn(ConfigurableApplicationContext application, String group) {
		await().until(() -> application.getBean(SpreadSession.class).view(group).isPresent());
	}

	private static List<String> groups(SpreadSession session) {
		return session.views().stream().map((view) -> view.group()).toList();
	}

	private static ConfigurableApplicationContext start(String profile) {
		return new SpringApplicationBuilder(SampleApplication.class).profiles(profile)
			.run("--spring.main.banner-mode=off", "--spread.address=%d@localhost".formatted(page.daemonPort()),
					database());
	}

	private static String database() {
		return "--spring.datasource.url=jdbc:h2:file:%s/uploads;AUTO_SERVER=TRUE".formatted(folder);
	}

}
