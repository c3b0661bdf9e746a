package io.github.spreadspring.sample.network;

import java.io.UncheckedIOException;
import java.util.List;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

import io.github.spreadspring.boot.autoconfigure.SpreadConnectionDetails;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;

/**
 * Three daemons on the loopback interface, and where the session of the application finds
 * them.
 */
@Configuration(proxyBeanMethods = false)
@Profile("network")
@EnableConfigurationProperties(NetworkProperties.class)
class NetworkConfiguration {

	private static final List<String> DAEMONS = List.of("alpha", "beta", "gamma");

	@Bean(destroyMethod = "close")
	EmbeddedSpreadNetwork spreadNetwork(NetworkProperties properties) {
		List<Integer> ports = properties.ports();
		if (ports.size() != DAEMONS.size()) {
			throw unusable(ports, "there are three daemons, %s, and each needs a port".formatted(DAEMONS));
		}
		try {
			return EmbeddedSpreadNetwork.builder()
				.daemons(DAEMONS.toArray(String[]::new))
				.customize((name, daemon) -> daemon.port(ports.get(DAEMONS.indexOf(name))))
				.detectionTime(properties.detectionTime())
				.build()
				.start();
		}
		catch (UncheckedIOException ex) {
			throw unusable(ports, "%s. Choose other ports, or stop what listens there: perhaps a Spread daemon"
				.formatted(ex.getMessage()));
		}
	}

	private static RuntimeException unusable(List<Integer> ports, String reason) {
		return new InvalidConfigurationPropertyValueException("sample.network.ports", ports, reason);
	}

	/**
	 * Takes the place of {@code spread.address}: the session tries one daemon after the
	 * other.
	 * @param network the daemons
	 * @return their addresses
	 */
	@Bean
	SpreadConnectionDetails spreadConnectionDetails(EmbeddedSpreadNetwork network) {
		List<DaemonAddress> addresses = network.daemons()
			.stream()
			.map(EmbeddedSpreadDaemon::address)
			.map(DaemonAddress::parse)
			.toList();
		return () -> addresses;
	}

}
