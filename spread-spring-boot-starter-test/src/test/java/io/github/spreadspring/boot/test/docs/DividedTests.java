package io.github.spreadspring.boot.test.docs;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;

import io.github.spreadspring.boot.test.EmbeddedSpread;
import io.github.spreadspring.boot.test.SpreadTest;
import io.github.spreadspring.boot.test.SpreadTestClient;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;

import static org.assertj.core.api.Assertions.assertThat;

@SpreadTest
@EmbeddedSpread(daemons = { "alpha", "beta" })
@Import(Prices.class)
class DividedTests {

	@Test
	void theOthersAreMissedAndFoundAgain(EmbeddedSpreadNetwork network, SpreadTestClient near) {
		try (SpreadTestClient far = SpreadTestClient.open(network.daemon("beta"))) {
			far.join("orders");
			near.join("orders");
			network.partition(List.of("alpha"), List.of("beta"));
			assertThat(far.awaitMembers("orders", 1).members()).containsExactly(far.memberId());
			near.awaitMembers("orders", 2);
			network.merge();
			far.awaitMembers("orders", 3);
		}
	}

}
