package io.github.spreadspring.sample.console;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SpreadSession;

/**
 * Passes on to every browser what the listener gets. Never waits for one.
 */
@Component
class EventFeed {

	private final ConsoleEvents events;

	private final Attempts attempts;

	private final Set<Browser> browsers = ConcurrentHashMap.newKeySet();

	/** A browser gets the present state before the first event after it. */
	private final ReentrantLock order = new ReentrantLock();

	EventFeed(ConsoleEvents events, SpreadSession session) {
		this.events = events;
		this.attempts = new Attempts(session, (attempt) -> publish(List.of(attempt)));
		session.addStateListener(this.attempts);
	}

	void publish(SpreadEvent event) {
		publish(this.events.of(event));
	}

	private void publish(List<? extends ConsoleEvent> told) {
		this.order.lock();
		try {
			this.browsers.forEach((browser) -> told.forEach(browser::add));
		}
		finally {
			this.order.unlock();
		}
	}

	/**
	 * Let all browsers go when the application stops; the web server would wait for them.
	 */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.browsers.forEach(Browser::disconnect);
	}

	SseEmitter subscribe() {
		Browser browser = new Browser(this.browsers::remove);
		this.order.lock();
		try {
			browser.add(this.events.present());
			this.attempts.present().ifPresent(browser::add);
			this.browsers.add(browser);
		}
		finally {
			this.order.unlock();
		}
		browser.start();
		return browser.emitter();
	}

}
