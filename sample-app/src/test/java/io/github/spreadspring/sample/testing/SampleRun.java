package io.github.spreadspring.sample.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.spreadspring.sample.SampleApplication;

/**
 * The sample while it runs, on free ports, in the JVM of the test.
 */
public final class SampleRun implements AutoCloseable {

	private final ConfigurableApplicationContext application;

	private final int daemonPort;

	private SampleRun(ConfigurableApplicationContext application, int daemonPort) {
		this.application = application;
		this.daemonPort = daemonPort;
	}

	/**
	 * Start the sample with an embedded daemon of its own.
	 * @param options options of the command line, such as
	 * {@code --spring.profiles.active=…}
	 * @return the running sample
	 */
	public static SampleRun start(String... options) throws IOException {
		return at(freePort(), options);
	}

	/**
	 * Start the sample at a daemon.
	 * @param daemonPort the port of the daemon; when nobody listens there, one is
	 * embedded
	 * @param options options of the command line
	 * @return the running sample
	 */
	public static SampleRun at(int daemonPort, String... options) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off",
				"--spread.address=%d@localhost".formatted(daemonPort)));
		arguments.addAll(List.of(options));
		return new SampleRun(
				new SpringApplicationBuilder(SampleApplication.class).run(arguments.toArray(String[]::new)),
				daemonPort);
	}

	/**
	 * Find a port on which nobody listens, and which no outgoing connection will get
	 * before it is used.
	 * @return the port
	 */
	public static int freePort() throws IOException {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(10_240, 32_768);
			try (ServerSocket socket = new ServerSocket(port)) {
				return socket.getLocalPort();
			}
			catch (BindException ex) {
				// another one
			}
		}
	}

	public int daemonPort() {
		return this.daemonPort;
	}

	public int port() {
		return this.application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	public SampleApi api() {
		return new SampleApi(port());
	}

	/**
	 * Return where a page of the sample is.
	 * @param path the path, such as {@code /}
	 * @return the URL
	 */
	public String url(String path) {
		return "http://127.0.0.1:" + port() + path;
	}

	public <T> T bean(Class<T> type) {
		return this.application.getBean(type);
	}

	public <T> T bean(String name, Class<T> type) {
		return this.application.getBean(name, type);
	}

	@Override
	public void close() {
		this.application.close();
	}

}
