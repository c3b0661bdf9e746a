package io.github.spreadspring.sample.network;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.github.spreadspring.boot.autoconfigure.SpreadSessionConfigurer;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;
import io.github.spreadspring.sample.console.Console;
import io.github.spreadspring.sample.console.ConsoleGroupChanged;

/**
 * One observer at each daemon. They are in the groups that the console is in.
 */
@Component
@Profile("network")
class Observers implements DisposableBean {

	private static final String PRIVATE_NAME = "eye";

	private final Map<String, Observer> observers = new LinkedHashMap<>();

	private final Console console;

	Observers(EmbeddedSpreadNetwork network, SpreadSessionConfigurer configurer, Console console) {
		this.console = console;
		for (EmbeddedSpreadDaemon daemon : network.daemons()) {
			ConnectionSettings connection = ConnectionSettings.of(daemon.address()).privateName(PRIVATE_NAME);
			Observer observer = new Observer(daemon.name(), configurer.configure(SessionSettings.of(connection)));
			this.observers.put(daemon.name(), observer);
			observer.start();
		}
	}

	@EventListener
	synchronized void follow(ConsoleGroupChanged change) {
		String group = change.group();
		// as it is by now: two changes may come in another order than they happened
		boolean joined = this.console.isIn(group);
		this.observers.values().forEach((observer) -> {
			if (joined) {
				observer.join(group);
			}
			else {
				observer.leave(group);
			}
		});
	}

	Observer at(EmbeddedSpreadDaemon daemon) {
		Observer observer = this.observers.get(daemon.name());
		if (observer == null) {
			throw new IllegalArgumentException("There is no observer at daemon \"%s\"".formatted(daemon.name()));
		}
		return observer;
	}

	@Override
	public void destroy() {
		this.observers.values().forEach(Observer::close);
	}

}
