package io.github.spreadspring.daemon;

import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

/**
 * The one thread that does everything.
 */
final class DaemonLoop {

	private static final String THREAD_NAME = "spread-embedded-daemon";

	private static final int CLOSE_SECONDS = 5;

	private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, DaemonLoop::newThread,
			NioIoHandler.newFactory(SelectorProvider.provider(), BriefSpin::new));

	/**
	 * Do something on the thread, and wait until it is done.
	 * @param <T> the type of the result
	 * @param task what to do
	 * @return what it returned
	 * @throws IllegalStateException if the daemon has been closed
	 */
	<T> T call(Callable<T> task) {
		try {
			if (eventLoop().inEventLoop()) {
				return task.call();
			}
			return eventLoop().submit(task).syncUninterruptibly().getNow();
		}
		catch (RejectedExecutionException ex) {
			throw new IllegalStateException("The embedded Spread daemon is not running: it has been closed", ex);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	void run(Runnable task) {
		call(() -> {
			task.run();
			return true;
		});
	}

	EventLoop eventLoop() {
		return this.group.next();
	}

	void close() {
		this.group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
	}

	private static Thread newThread(Runnable task) {
		Thread thread = new Thread(task, THREAD_NAME);
		thread.setDaemon(true);
		return thread;
	}

}
