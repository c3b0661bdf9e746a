package io.github.spreadspring.sample.upload;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Keeps the server that H2 starts for a file that several processes use
 * ({@code AUTO_SERVER}) on this machine. H2 listens on all interfaces otherwise, and
 * takes only a system property, read when its first class is loaded.
 */
class H2OnLoopback implements EnvironmentPostProcessor {

	private static final String ADDRESS = "h2.bindAddress";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (System.getProperty(ADDRESS) == null) {
			System.setProperty(ADDRESS, "127.0.0.1");
		}
	}

}
