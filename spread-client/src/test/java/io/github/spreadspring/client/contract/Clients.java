package io.github.spreadspring.client.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.testing.Mailbox;

/**
 * The clients of one test, at one daemon. Names and groups are those of this test alone;
 * all connections are closed after it.
 */
final class Clients implements AfterEachCallback {

	private static final AtomicInteger tests = new AtomicInteger();

	private final int test = tests.incrementAndGet();

	private final Combination combination;

	private final int port;

	private final List<Mailbox> open = new ArrayList<>();

	Clients(Combination combination) {
		combination.assumeAvailable();
		this.combination = combination;
		this.port = combination.daemon().port();
	}

	int port() {
		return this.port;
	}

	String address() {
		return this.port + "@127.0.0.1";
	}

	/**
	 * Return a name that no other test uses.
	 * @param base up to 5 characters; names with a smaller base sort first
	 * @return a private name
	 */
	String name(String base) {
		return base + "." + this.test;
	}

	String group(String base) {
		return base + "." + this.test;
	}

	/**
	 * Return how to connect without a name of one's own.
	 * @return the settings
	 */
	ConnectionSettings anonymous() {
		return this.combination.settings(address());
	}

	ConnectionSettings settings(String base) {
		return anonymous().privateName(name(base));
	}

	Mailbox connect(String base) {
		return connect(settings(base));
	}

	Mailbox connect(ConnectionSettings settings) {
		Mailbox mailbox = Mailbox.open(settings);
		this.open.add(mailbox);
		return mailbox;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.open.forEach(Mailbox::close);
	}

}
