package io.github.spreadspring.daemon;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A daemon and its clients for one test, closed afterwards.
 */
final class CloseAfterEach implements AfterEachCallback {

	private final Deque<AutoCloseable> opened = new ArrayDeque<>();

	<T extends AutoCloseable> T add(T resource) {
		this.opened.push(resource);
		return resource;
	}

	EmbeddedSpreadDaemon start() {
		return start(EmbeddedSpreadDaemon.builder());
	}

	EmbeddedSpreadDaemon start(EmbeddedSpreadDaemonBuilder builder) {
		return add(builder.build()).start();
	}

	EmbeddedSpreadNetwork start(EmbeddedSpreadNetworkBuilder builder) {
		return add(builder.build()).start();
	}

	TestClient connect(EmbeddedSpreadDaemon daemon, String name) throws IOException {
		return add(TestClient.connect(daemon, name));
	}

	@Override
	public void afterEach(ExtensionContext context) throws Exception {
		for (AutoCloseable resource : this.opened) {
			resource.close();
		}
		this.opened.clear();
	}

}
