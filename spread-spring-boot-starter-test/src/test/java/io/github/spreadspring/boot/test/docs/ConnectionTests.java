package io.github.spreadspring.boot.test.docs;

import org.junit.jupiter.api.Test;

import io.github.spreadspring.boot.test.EmbeddedSpread;
import io.github.spreadspring.boot.test.SpreadTestClient;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

@EmbeddedSpread
class ConnectionTests {

	@Test
	void aConnectionJoins(EmbeddedSpreadDaemon daemon, SpreadTestClient client) {
		client.join("orders");
		try (SpreadConnection connection = SpreadConnection.open(ConnectionSettings.of(daemon.address()))) {
			connection.join("orders");
			client.awaitMembers("orders", 2);
		}
		client.awaitMembers("orders", 1);
	}

}
