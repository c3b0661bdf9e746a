package io.github.spreadspring.daemon;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;

/**
 * What Netty reports, while this is open, about buffers that nobody released.
 */
final class LeakReports extends Handler implements AutoCloseable {

	private final Logger logger = Logger.getLogger(ResourceLeakDetector.class.getName());

	private final List<String> reports = new CopyOnWriteArrayList<>();

	LeakReports() {
		this.logger.addHandler(this);
	}

	/**
	 * Look for leaks. They are found when the garbage collector finds the buffer, and
	 * reported with the next allocation.
	 * @return the reports
	 */
	List<String> found() {
		for (int i = 0; i < 3; i++) {
			System.gc();
			ByteBufAllocator.DEFAULT.directBuffer().release();
		}
		return this.reports;
	}

	@Override
	public void publish(LogRecord entry) {
		this.reports.add(entry.getMessage());
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
		this.logger.removeHandler(this);
	}

}
