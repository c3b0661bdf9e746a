package io.github.spreadspring.sample.waiting;

import java.time.Duration;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

import io.github.spreadspring.sample.web.BadFieldException;
import io.github.spreadspring.sample.web.ConnectionGuard;
import io.github.spreadspring.sample.web.GroupNames;
import io.github.spreadspring.sample.web.ReceivedMessage;

/**
 * Answers with the next message of a group, when it comes. The group stands in the path,
 * or in the parameter {@code name} when it has characters that a path does not bear.
 */
@RestController
class WaitingController {

	private static final String DEFAULT_TIMEOUT = "30s";

	private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);

	/** That of the article's program in PHP. */
	private static final Duration MAX_TIMEOUT = Duration.ofSeconds(120);

	private final ConnectionGuard connection;

	private final WaitingRequests requests;

	WaitingController(ConnectionGuard connection, WaitingRequests requests) {
		this.connection = connection;
		this.requests = requests;
	}

	@GetMapping("/api/groups/{group}/next")
	DeferredResult<ResponseEntity<ReceivedMessage>> next(@PathVariable String group,
			@RequestParam(defaultValue = DEFAULT_TIMEOUT) String timeout) {
		return nextNamed(group, timeout);
	}

	@GetMapping("/api/groups/next")
	DeferredResult<ResponseEntity<ReceivedMessage>> nextNamed(@RequestParam("name") String group,
			@RequestParam(defaultValue = DEFAULT_TIMEOUT) String timeout) {
		GroupNames.require(group);
		Duration wait = duration(timeout);
		this.connection.requireConnected();
		return this.requests.next(group, wait);
	}

	private static Duration duration(String text) {
		try {
			Duration duration = DurationStyle.detectAndParse(text);
			// a number alone would be milliseconds, which few would guess
			boolean unit = !Character.isDigit(text.charAt(text.length() - 1));
			if (unit && duration.compareTo(MIN_TIMEOUT) >= 0 && duration.compareTo(MAX_TIMEOUT) <= 0) {
				return duration;
			}
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			// said below
		}
		throw new BadFieldException("timeout",
				"Timeout \"%s\" is not allowed: 1ms to 120s are, with a unit, as in 500ms or 30s".formatted(text));
	}

}
