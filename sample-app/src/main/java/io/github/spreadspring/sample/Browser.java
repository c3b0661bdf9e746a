package io.github.spreadspring.sample;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One browser that looks on. Events wait in a queue of its own and are written by a
 * thread of its own; when the queue is full, the browser is disconnected. It will come
 * back by itself and see that there was a gap.
 */
class Browser {

	private static final Log logger = LogFactory.getLog(Browser.class);

	private static final AtomicLong numbers = new AtomicLong();

	private static final int CAPACITY = 1000;

	private static final long HEARTBEAT_SECONDS = 15;

	private final BlockingQueue<ConsoleEvent> queue = new ArrayBlockingQueue<>(CAPACITY);

	private final SseEmitter emitter = new SseEmitter(0L);

	private final Consumer<Browser> onGone;

	private volatile boolean gone;

	Browser(Consumer<Browser> onGone) {
		this.onGone = onGone;
		this.emitter.onCompletion(this::leave);
		this.emitter.onError((ex) -> leave());
	}

	void start() {
		Thread thread = new Thread(this::write, "browser-" + numbers.incrementAndGet());
		thread.setDaemon(true);
		thread.start();
	}

	SseEmitter emitter() {
		return this.emitter;
	}

	void add(ConsoleEvent event) {
		if (!this.gone && !this.queue.offer(event)) {
			logger.warn("A browser reads too slowly and is disconnected: %d events are waiting".formatted(CAPACITY));
			leave();
		}
	}

	private void write() {
		try {
			while (!this.gone) {
				ConsoleEvent event = this.queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
				this.emitter.send(
						(event != null) ? SseEmitter.event().name(event.name()).data(event, MediaType.APPLICATION_JSON)
								: SseEmitter.event().comment("still here"));
			}
			this.emitter.complete();
		}
		catch (IOException | IllegalStateException ex) {
			logger.debug("A browser is gone", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			leave();
		}
	}

	private void leave() {
		this.gone = true;
		this.onGone.accept(this);
	}

}
