package io.github.spreadspring.sample.waiting;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.sample.web.ReceivedMessage;

/**
 * Requests that wait for a message, each on a thread that is none of the web server's.
 */
@Component
class WaitingRequests {

	static final int MAX_WAITING = 200;

	private static final Duration GRACE = Duration.ofSeconds(10);

	private static final AtomicLong numbers = new AtomicLong();

	private final SpreadOperations template;

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, MAX_WAITING, 10, TimeUnit.SECONDS,
			new SynchronousQueue<>(), WaitingRequests::thread);

	WaitingRequests(SpreadOperations template) {
		this.template = template;
	}

	/**
	 * Wait for the next message of a group.
	 * @param group the group
	 * @param timeout how long
	 * @return gets the answer
	 */
	DeferredResult<ResponseEntity<ReceivedMessage>> next(String group, Duration timeout) {
		DeferredResult<ResponseEntity<ReceivedMessage>> result = new DeferredResult<>(timeout.plus(GRACE).toMillis());
		try {
			Future<?> waiting = this.threads.submit(() -> answer(group, timeout, result));
			// where the web server notices that the client has gone, it waits no longer
			result.onError((ex) -> waiting.cancel(true));
			result.onTimeout(() -> waiting.cancel(true));
		}
		catch (RejectedExecutionException ex) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE,
					"%d requests are waiting already, more cannot. Try again a little later".formatted(MAX_WAITING),
					ex);
		}
		return result;
	}

	private void answer(String group, Duration timeout, DeferredResult<ResponseEntity<ReceivedMessage>> result) {
		try {
			// joins, waits and leaves
			Message<?> message = this.template.receive(group, timeout);
			if (message == null && Thread.interrupted()) {
				result.setErrorResult(new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE,
						"The application was stopped while the request was waiting"));
			}
			else {
				result.setResult(response(message));
			}
		}
		catch (RuntimeException ex) {
			result.setErrorResult(ex);
		}
	}

	private static ResponseEntity<ReceivedMessage> response(@Nullable Message<?> message) {
		if (message == null) {
			return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
		}
		Object received = Objects.requireNonNull(message.getHeaders().get(SpreadHeaders.EVENT));
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.body(ReceivedMessage.of((RegularMessage) received));
	}

	/**
	 * Return how many are waiting.
	 * @return the number
	 */
	int waiting() {
		return this.threads.getActiveCount();
	}

	/**
	 * End all when the application stops; the web server would wait for them.
	 */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.threads.shutdownNow();
	}

	private static Thread thread(Runnable work) {
		Thread thread = new Thread(work, "waiting-" + numbers.incrementAndGet());
		thread.setDaemon(true);
		return thread;
	}

}
