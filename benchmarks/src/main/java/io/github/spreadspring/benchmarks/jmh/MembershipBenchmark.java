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
import io.github.spreadspring.protocol.MembershipBody;

/**
 * A view to bytes and back.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MembershipBenchmark {

	/** Members of the group. */
	@Param({ "10", "1000" })
	private int members;

	private Frame frame = Samples.view(1);

	private ByteBuffer bytes = ByteBuffer.allocate(0);

	/**
	 * Prepare the input.
	 */
	@Setup
	public void prepare() {
		this.frame = Samples.view(this.members);
		this.bytes = this.frame.toBytes();
	}

	/**
	 * Writes what a daemon sends.
	 * @return the bytes
	 */
	@Benchmark
	public ByteBuffer encode() {
		return this.frame.toBytes();
	}

	/**
	 * Reads group id and virtual-synchrony sets.
	 * @return the body
	 */
	@Benchmark
	public MembershipBody readBody() {
		return MembershipBody.of(this.frame);
	}

	/**
	 * Reads and makes the event that applications see.
	 * @return the event
	 */
	@Benchmark
	public @Nullable SpreadMessage decode() {
		return MessageDecoder.decode(Frame.read(this.bytes.rewind()));
	}

}
