package io.github.spreadspring.sample.console;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells a browser what happens, as it happens.
 */
@RestController
class EventController {

	private final EventFeed feed;

	EventController(EventFeed feed) {
		this.feed = feed;
	}

	@GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter events() {
		return this.feed.subscribe();
	}

}
