package io.github.spreadspring.sample;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.SourceFile;
import org.springframework.core.test.tools.TestCompiler;

import io.github.spreadspring.sample.testing.SampleApi;
import io.github.spreadspring.sample.testing.UploadApi;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample is processed as by the goal {@code process-aot}, and runs from what was
 * generated.
 */
class AheadOfTimeTests {

	private static final String AOT_ENABLED = "spring.aot.enabled";

	@TempDir
	private Path folder;

	@Test
	@CompileWithForkedClassLoader
	void theSampleRunsFromWhatWasGenerated() throws IOException {
		process();
		TestCompiler.forSystem().withSources(sources()).compile((compiled) -> {
			SpringProperties.setFlag(AOT_ENABLED);
			// there can be one factory in a process, and other tests may have theirs
			TomcatURLStreamHandlerFactory.disable();
			try (ConfigurableApplicationContext context = application().run("--server.port=0",
					"--spread.address=" + freePort())) {
				assertThat(context
					.containsBean("org.springframework.context.annotation.internalConfigurationAnnotationProcessor"))
					.isFalse();
				int port = ((WebServerApplicationContext) context).getWebServer().getPort();
				SampleApi api = new SampleApi(port);
				assertThat(api.get("/api/connection").text("state")).isEqualTo("CONNECTED");
				assertThat(api.put("/api/groups/orders").text("group")).isEqualTo("orders");
				assertThat(api.post("{\"to\":[\"orders\"],\"payload\":\"hello\"}").status()).isEqualTo(202);
				UploadApi uploads = new UploadApi(port);
				assertThat(uploads.answered(uploads.upload("a.txt", "1\n2")).path("lines").asInt()).isEqualTo(2);
			}
			catch (IOException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			finally {
				SpringProperties.setProperty(AOT_ENABLED, null);
			}
		});
	}

	private void process() {
		new SpringApplicationAotProcessor(SampleApplication.class,
				AbstractAotProcessor.Settings.builder()
					.sourceOutput(this.folder.resolve("sources"))
					.resourceOutput(this.folder.resolve("resources"))
					.classOutput(this.folder.resolve("classes"))
					.groupId("io.github.spreadspring")
					.artifactId("sample-app")
					.build(),
				new String[0])
			.process();
	}

	private List<SourceFile> sources() throws IOException {
		try (Stream<Path> files = Files.walk(this.folder.resolve("sources"))) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map((file) -> SourceFile.of((appendable) -> appendable.append(Files.readString(file))))
				.toList();
		}
	}

	private static SpringApplication application() {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		application.setMainApplicationClass(SampleApplication.class);
		return application;
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
