package io.github.spreadspring.boot.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Configuration;

/**
 * Says that an embedded daemon is wanted but cannot be started.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingClass("io.github.spreadspring.daemon.EmbeddedSpreadDaemon")
@ConditionalOnBooleanProperty("spread.embedded.enabled")
class MissingEmbeddedDaemonConfiguration {

	private static final Log logger = LogFactory.getLog(MissingEmbeddedDaemonConfiguration.class);

	MissingEmbeddedDaemonConfiguration() {
		logger.warn("No embedded Spread daemon can be started, although spread.embedded.enabled is true: "
				+ "add the dependency io.github.spreadspring:spread-embedded-daemon");
	}

}
