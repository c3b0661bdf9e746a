package io.github.spreadspring.benchmarks.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
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

import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.transport.MessageDecoder;
import io.github.spreadspring.protocol.Frame;

/**
 * A message to bytes and back.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MessageCodecBenchmark {

	/** Bytes of the body. */
	@Param({ "64", "1024", "10240" })
	private int size;

	private byte[] body = {};

	private ByteBuffer bytes = ByteBuffer.allocate(0);

	/**
	 * Prepare the input.
	 */
	@Setup
	public void prepare() {
		this.body = new byte[this.size];
		this.bytes = Samples.message(this.body).toBytes();
	}

	/**
	 * Checks names and limits, and writes.
	 * @return the bytes
	 */
	@Benchmark
	public ByteBuffer encode() {
		return Samples.message(this.body).toBytes();
	}

	/**
	 * Reads.
	 * @return the frame
	 */
	@Benchmark
	public Frame readFrame() {
		return Frame.read(this.bytes.rewind());
	}

	/**
	 * Reads and makes the message that applications see.
	 * @return the message
	 */
	@Benchmark
	public @Nullable SpreadMessage decode() {
		return MessageDecoder.decode(Frame.read(this.bytes.rewind()));
	}

}
