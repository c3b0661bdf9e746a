package io.github.spreadspring.sample.console;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.spreadspring.boot.autoconfigure.EmbeddedDaemon;
import io.github.spreadspring.boot.autoconfigure.SpreadProperties;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;
import io.github.spreadspring.protocol.MemberId;

/**
 * How we are connected.
 */
@RestController
class ConnectionController {

	private final SpreadSession session;

	private final String transport;

	private final @Nullable EmbeddedDaemon embeddedDaemon;

	private final boolean network;

	ConnectionController(SpreadSession session, SpreadProperties properties,
			ObjectProvider<EmbeddedDaemon> embeddedDaemon, ObjectProvider<EmbeddedSpreadNetwork> network) {
		this.session = session;
		this.transport = properties.getTransport().name().toLowerCase(Locale.ROOT);
		this.embeddedDaemon = embeddedDaemon.getIfAvailable();
		this.network = network.stream().findAny().isPresent();
	}

	@GetMapping("/api/connection")
	Connection connection() {
		MemberId member = this.session.privateGroup();
		return new Connection(this.session.state(), (member != null) ? member.toString() : null,
				this.session.address().toString(), this.transport, embedded());
	}

	private boolean embedded() {
		// with an embedded network the session goes to no other daemon
		return this.network || (this.embeddedDaemon != null && this.embeddedDaemon.isRunning());
	}

	/**
	 * How we are connected.
	 *
	 * @param state what the session is doing
	 * @param privateGroup who we are; {@code null} while not connected
	 * @param address where the daemon is
	 * @param transport how we talk to it
	 * @param embedded whether it runs in this application
	 */
	record Connection(SessionState state, @Nullable String privateGroup, String address, String transport,
			boolean embedded) {

	}

}
