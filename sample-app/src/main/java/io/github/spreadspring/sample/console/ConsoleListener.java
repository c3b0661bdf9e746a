package io.github.spreadspring.sample.console;

import org.springframework.stereotype.Component;

import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.messaging.annotation.SpreadListener;

/**
 * The console's one stream: messages, membership and the connection, in the order of
 * their delivery. Its groups come and go with what people join in the browser; what is
 * sent to us alone is always part of it.
 */
@Component
class ConsoleListener {

	static final String ID = "console";

	private final EventFeed feed;

	ConsoleListener(EventFeed feed) {
		this.feed = feed;
	}

	@SpreadListener(id = ID, groups = SpreadListener.PRIVATE)
	void on(SpreadEvent event) {
		this.feed.publish(event);
	}

}
