package io.github.spreadspring.messaging.docs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The example about partitions: one application at each of three daemons.
 */
class PartitionTests {

	private final EmbeddedSpreadNetwork network = EmbeddedSpreadNetwork.builder()
		.daemons("alpha", "beta", "gamma")
		.build();

	private final List<AnnotationConfigApplicationContext> applications = new ArrayList<>();

	@BeforeEach
	void startOneApplicationAtEachDaemon() throws Exception {
		this.network.start();
		this.network.daemons().forEach(this::startAt);
		for (AnnotationConfigApplicationContext application : this.applications) {
			assertThat(application.getBean(SpreadSession.class).awaitMembers("stock", 3, Duration.ofSeconds(10)))
				.isPresent();
		}
	}

	private void startAt(EmbeddedSpreadDaemon daemon) {
		AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
		this.applications.add(application);
		application.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("daemon", Map.of("spread.address", daemon.address())));
		application.register(SpreadConfiguration.class, Stock.class);
		application.refresh();
	}

	@AfterEach
	void stop() {
		this.applications.forEach(AnnotationConfigApplicationContext::close);
		this.network.close();
	}

	@Test
	void onlyTheLargerSideWritesAndThoseWhoArriveAreToldTheState() {
		Stock alpha = stock(0);
		Stock gamma = stock(2);
		await().until(() -> alpha.writable && gamma.writable);
		this.network.partition(List.of("alpha", "beta"), List.of("gamma"));
		await().until(() -> !gamma.writable);
		assertThat(alpha.writable).isTrue();
		assertThat(gamma.toldState).isEmpty();
		this.network.merge();
		await().until(() -> gamma.writable);
		await().until(() -> !alpha.toldState.isEmpty());
		assertThat(alpha.toldState)
			.containsExactly(this.applications.get(2).getBean(SpreadSession.class).requirePrivateGroup());
		await().until(() -> gamma.toldState.size() == 2);
	}

	private Stock stock(int number) {
		return this.applications.get(number).getBean(Stock.class);
	}

}
