package io.github.spreadspring.messaging;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What listeners were called with, in order.
 */
public class Received {

	private final BlockingQueue<List<Object>> calls = new LinkedBlockingQueue<>();

	public void add(Object... arguments) {
		this.calls.add(Arrays.asList(arguments));
	}

	/**
	 * Return the arguments of the next call.
	 * @return the arguments
	 */
	public List<Object> call() {
		try {
			List<Object> call = this.calls.poll(10, TimeUnit.SECONDS);
			assertThat(call).as("call of a listener within 10 s").isNotNull();
			return call;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the only argument of the next call.
	 * @return the argument
	 */
	public Object next() {
		List<Object> call = call();
		assertThat(call).hasSize(1);
		return call.get(0);
	}

	public <T> T next(Class<T> type) {
		Object next = next();
		assertThat(next).isInstanceOf(type);
		return type.cast(next);
	}

	public boolean isEmpty() {
		return this.calls.isEmpty();
	}

}
