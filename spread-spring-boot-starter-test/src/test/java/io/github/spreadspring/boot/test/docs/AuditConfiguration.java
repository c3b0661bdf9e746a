package io.github.spreadspring.boot.test.docs;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;

import io.github.spreadspring.boot.autoconfigure.SpreadSessionConfigurer;
import io.github.spreadspring.boot.autoconfigure.SpreadTemplateConfigurer;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadSessionLifecycle;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;

// without @Configuration, since the other tests of this package have one session
class AuditConfiguration {

	@Bean(defaultCandidate = false, destroyMethod = "close")
	SpreadSession auditSession(SpreadSessionConfigurer configurer, @Value("${audit.address}") String address) {
		ConnectionSettings connection = ConnectionSettings.of(address).privateName("audit");
		return new SpreadSession(configurer.configure(SessionSettings.of(connection)));
	}

	@Bean
	SpreadSessionLifecycle auditSessionLifecycle(SpreadSessionConfigurer configurer,
			@Qualifier("auditSession") SpreadSession session) {
		return configurer.createLifecycle(session);
	}

	@Bean(defaultCandidate = false)
	SpreadTemplate auditTemplate(SpreadTemplateConfigurer configurer,
			@Qualifier("auditSession") SpreadSession session) {
		return configurer.createTemplate(session);
	}

	@Bean
	Audit audit() {
		return new Audit();
	}

	static class Audit {

		@SpreadListener(groups = "audit", session = "auditSession")
		String note(String text) {
			return "noted: " + text;
		}

	}

}
