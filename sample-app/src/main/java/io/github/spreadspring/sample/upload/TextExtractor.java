package io.github.spreadspring.sample.upload;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

import io.github.spreadspring.sample.web.Utf8;

/**
 * Counts the lines of a file, within bounds: whatever a file does to the library that
 * reads it, the processor goes on with the next one.
 */
@Component
@ConditionalOnUploadRole(UploadRole.PROCESSOR)
class TextExtractor implements DisposableBean {

	private static final Log logger = LogFactory.getLog(TextExtractor.class);

	private static final Duration MAX_TIME = Duration.ofSeconds(20);

	/**
	 * How many are read at the same time: one, and those that do not end.
	 */
	static final int MAX_DOCUMENTS = 4;

	private static final int MAX_PROBLEM = 200;

	private final Reader reader;

	private final Duration maxTime;

	private final Semaphore places = new Semaphore(MAX_DOCUMENTS);

	private final ExecutorService threads = Executors.newCachedThreadPool(TextExtractor::thread);

	TextExtractor() {
		this(new DocumentReader()::lines, MAX_TIME);
	}

	TextExtractor(Reader reader, Duration maxTime) {
		this.reader = reader;
		this.maxTime = maxTime;
	}

	/**
	 * Count the lines of a file.
	 * @param file its bytes
	 * @return how many lines it has, or why they cannot be counted
	 */
	Result extract(byte[] file) {
		if (file.length == 0) {
			return new Result(0, null);
		}
		FutureTask<Long> lines = new FutureTask<>(() -> this.reader.lines(file));
		return start(lines) ? await(lines)
				: unreadable("the processor is busy with documents before it that do not end");
	}

	private boolean start(FutureTask<Long> lines) {
		try {
			// a document that is just done gives its place back in a moment
			if (!this.places.tryAcquire(1, TimeUnit.SECONDS)) {
				return false;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		this.threads.execute(() -> {
			try {
				lines.run();
			}
			finally {
				this.places.release();
			}
		});
		return true;
	}

	private Result await(Future<Long> lines) {
		try {
			return new Result(lines.get(this.maxTime.toNanos(), TimeUnit.NANOSECONDS), null);
		}
		catch (ExecutionException ex) {
			logger.debug("A document cannot be read", ex);
			return unreadable(reason(ex));
		}
		catch (TimeoutException ex) {
			return unreadable("reading it took longer than %d seconds".formatted(this.maxTime.toSeconds()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return unreadable("the processor was stopped");
		}
		finally {
			lines.cancel(true);
		}
	}

	private static String reason(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnreadableException) {
				return String.valueOf(cause.getMessage());
			}
		}
		Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
		String text = (root.getMessage() != null) ? root.getMessage() : root.getClass().getSimpleName();
		return "it cannot be read: " + text;
	}

	// the header has one line
	private static Result unreadable(String problem) {
		String line = problem.replaceAll("[\\p{Cc}\\p{Cs}\\u2028\\u2029]+", " ").strip();
		return new Result(0, (line.length() > MAX_PROBLEM) ? Utf8.cut(line, MAX_PROBLEM) + " …" : line);
	}

	private static Thread thread(Runnable work) {
		Thread thread = new Thread(work, "text-extractor");
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public void destroy() {
		this.threads.shutdownNow();
	}

	/**
	 * Counts the lines of a file, and may fail in any way.
	 */
	interface Reader {

		long lines(byte[] file) throws Exception;

	}

	/**
	 * What was found.
	 *
	 * @param lines how many lines
	 * @param problem why there are none, or {@code null}
	 */
	record Result(long lines, @Nullable String problem) {

	}

}
