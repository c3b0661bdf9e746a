package io.github.spreadspring.sample.console;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One browser that looks on. Events wait in a queue of its own and are written by a
 * thread of its own; when it falls too far behind, the browser is disconnected. It will
 * come back by itself and see that there was a gap.
 */
class Browser {

	private static final Log logger = LogFactory.getLog(Browser.class);

	private static final AtomicLong numbers = new AtomicLong();

	private static final int MAX_EVENTS = 100_000;

	private static final long MAX_BYTES = 16 * 1024 * 1024;

	private static final long HEARTBEAT_SECONDS = 15;

	private final BlockingQueue<ConsoleEvent> queue = new LinkedBlockingQueue<>(MAX_EVENTS);

	private final AtomicLong bytes = new AtomicLong();

	private final SseEmitter emitter = new SseEmitter(0L);

	private final Consumer<Browser> onGone;

	private final Thread writer = new Thread(this::write, "browser-" + numbers.incrementAndGet());

	private volatile boolean gone;

	Browser(Consumer<Browser> onGone) {
		this.onGone = onGone;
		this.emitter.onCompletion(this::disconnect);
		this.emitter.onError((ex) -> disconnect());
		this.writer.setDaemon(true);
	}

	void start() {
		this.writer.start();
	}

	SseEmitter emitter() {
		return this.emitter;
	}

	void add(ConsoleEvent event) {
		if (this.gone) {
			return;
		}
		long waiting = this.bytes.addAndGet(event.size());
		if (waiting > MAX_BYTES || !this.queue.offer(event)) {
			logger.warn("A browser is disconnected because it cannot keep up: %d events with %d bytes are waiting"
				.formatted(this.queue.size(), waiting));
			disconnect();
		}
	}

	/**
	 * End the connection; a write that waits for the browser is given up.
	 */
	void disconnect() {
		this.gone = true;
		this.queue.clear();
		this.onGone.accept(this);
		this.writer.interrupt();
	}

	private void write() {
		try {
			while (!this.gone) {
				ConsoleEvent event = this.queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
				if (event == null) {
					this.emitter.send(SseEmitter.event().comment("still here"));
				}
				else {
					this.bytes.addAndGet(-event.size());
					this.emitter.send(SseEmitter.event().name(event.name()).data(event, MediaType.APPLICATION_JSON));
				}
			}
		}
		catch (IOException | IllegalStateException | InterruptedException ex) {
			logger.debug("A browser is gone", ex);
		}
		finally {
			this.onGone.accept(this);
			this.emitter.complete();
		}
	}

}
