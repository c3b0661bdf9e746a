package io.github.spreadspring.benchmarks.jmh;

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
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;

/**
 * A message of Spring to one of Spread and back, without headers and with a block of two.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MapperBenchmark {

	/** User headers of the message. */
	@Param({ "0", "2" })
	private int headers;

	private final SpreadMessageMapper mapper = new SpreadMessageMapper(SpreadMessageConverters.plain());

	private Message<byte[]> message = MessageBuilder.withPayload(new byte[64]).build();

	private RegularMessage received = Samples.received(new byte[64], 0);

	/**
	 * Prepare the input.
	 */
	@Setup
	public void prepare() {
		MessageBuilder<byte[]> builder = MessageBuilder.withPayload(new byte[64]);
		for (int i = 0; i < this.headers; i++) {
			builder.setHeader("header-" + i, "value-" + i);
		}
		this.message = builder.build();
		OutboundMessage sent = toSpread();
		this.received = Samples.received(sent.body(), sent.messageType());
	}

	/**
	 * Out.
	 * @return what is sent
	 */
	@Benchmark
	public OutboundMessage toSpread() {
		return this.mapper.toSpread(Samples.GROUPS, this.message);
	}

	/**
	 * In.
	 * @return what a listener gets
	 */
	@Benchmark
	public Message<byte[]> fromSpread() {
		return this.mapper.fromSpread(this.received);
	}

}
