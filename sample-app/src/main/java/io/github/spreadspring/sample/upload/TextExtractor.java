package io.github.spreadspring.sample.upload;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Counts the lines of a file, within bounds: whatever a file does to the library that
 * reads it, the processor goes on with the next one.
 */
@Component
@ConditionalOnUploadRole(UploadRole.PROCESSOR)
class TextExtractor implements DisposableBean {

	private static final Log logger = LogFactory.getLog(TextExtractor.class);

	private static final int MAX_SECONDS = 20;

	/**
	 * One works; the others are there for documents that do not end.
	 */
	private static final int MAX_THREADS = 4;

	private static final int MAX_PROBLEM = 200;

	private final DocumentReader reader = new DocumentReader();

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, MAX_THREADS, 30, TimeUnit.SECONDS,
			new SynchronousQueue<>(), TextExtractor::thread);

	/**
	 * Count the lines of a file.
	 * @param file its bytes
	 * @return how many lines it has, or why they cannot be counted
	 */
	Result extract(byte[] file) {
		if (file.length == 0) {
			return new Result(0, null);
		}
		try {
			Future<Long> lines = this.threads.submit(() -> this.reader.lines(file));
			return await(lines);
		}
		catch (RejectedExecutionException ex) {
			return unreadable("the processor is busy with documents before it that do not end");
		}
	}

	private static Result await(Future<Long> lines) {
		try {
			return new Result(lines.get(MAX_SECONDS, TimeUnit.SECONDS), null);
		}
		catch (ExecutionException ex) {
			logger.debug("A document cannot be read", ex);
			return unreadable(reason(ex.getCause()));
		}
		catch (TimeoutException ex) {
			return unreadable("reading it took longer than %d seconds".formatted(MAX_SECONDS));
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
		String line = problem.replaceAll("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]+", " ").strip();
		return new Result(0, (line.length() > MAX_PROBLEM) ? line.substring(0, MAX_PROBLEM) + " …" : line);
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
	 * What was found.
	 *
	 * @param lines how many lines
	 * @param problem why there are none, or {@code null}
	 */
	record Result(long lines, @Nullable String problem) {

	}

}
