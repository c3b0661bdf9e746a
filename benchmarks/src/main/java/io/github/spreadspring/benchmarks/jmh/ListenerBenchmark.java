package io.github.spreadspring.benchmarks.jmh;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.json.JsonMapper;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.messaging.listener.adapter.AdapterSettings;
import io.github.spreadspring.messaging.listener.adapter.HandlerDefinition;
import io.github.spreadspring.messaging.listener.adapter.MethodSpreadListener;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;

/**
 * From a message that was received to the listener method.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ListenerBenchmark {

	/** The type of the method's parameter. */
	@Param({ "bytes", "text", "json" })
	private String payload = "bytes";

	private RegularMessage message = Samples.received(new byte[64], 0);

	private final Methods methods = new Methods();

	private MethodSpreadListener listener = listener(this.methods, this.payload);

	/**
	 * Prepare the input.
	 */
	@Setup
	public void prepare() {
		this.listener = listener(this.methods, this.payload);
		String json = "{\"id\":\"note-1\",\"number\":1234567,\"urgent\":true}";
		this.message = Samples.received(json.getBytes(StandardCharsets.UTF_8), 0);
	}

	private static MethodSpreadListener listener(Methods bean, String payload) {
		MessageConverter converter = SpreadMessageConverters.json(JsonMapper.builder().build());
		Method method = ReflectionUtils.getUniqueDeclaredMethods(Methods.class,
				(candidate) -> candidate.getName().equals(payload))[0];
		return new MethodSpreadListener(bean, List.of(HandlerDefinition.of(method)),
				new AdapterSettings("benchmark", converter));
	}

	/**
	 * Invokes the method.
	 * @return the number of messages
	 * @throws Exception if the method fails
	 */
	@Benchmark
	public long invoke() throws Exception {
		this.listener.onEvent(this.message);
		return this.methods.received;
	}

	/**
	 * The listener methods.
	 */
	static final class Methods {

		private long received;

		void bytes(byte[] body) {
			this.received++;
		}

		void text(String text) {
			this.received++;
		}

		void json(Reading reading) {
			this.received++;
		}

	}

	/**
	 * A small record.
	 *
	 * @param id an identifier
	 * @param number a number
	 * @param urgent a truth value
	 */
	record Reading(String id, long number, boolean urgent) {

	}

}
