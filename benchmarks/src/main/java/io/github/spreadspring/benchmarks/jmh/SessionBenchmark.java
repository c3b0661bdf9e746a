package io.github.spreadspring.benchmarks.jmh;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import io.github.spreadspring.benchmarks.peer.PeerSettings;
import io.github.spreadspring.benchmarks.peer.Role;
import io.github.spreadspring.benchmarks.peer.SourcePeer;
import io.github.spreadspring.benchmarks.run.FreePort;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;

/**
 * From the socket through reader, router and queue to the thread that takes messages of
 * 64 bytes; the source that sends them is in the same process.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SessionBenchmark {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final String address = FreePort.next() + "@127.0.0.1";

	private final SourcePeer source = new SourcePeer(PeerSettings.of("socket", Role.SOURCE, this.address));

	private final SpreadSession session = new SpreadSession(
			SessionSettings.of(ConnectionSettings.of(this.address).privateName("jmh")));

	private final SpreadStream stream = this.session.open();

	/**
	 * Connect and join.
	 * @throws IOException if the source does not start
	 */
	@Setup
	public void prepare() throws IOException {
		this.source.open();
		this.session.start();
		this.stream.join("benchmark").join();
	}

	/**
	 * Takes one message.
	 * @return the message
	 * @throws InterruptedException if the thread was interrupted
	 */
	@Benchmark
	public @Nullable SpreadEvent receive() throws InterruptedException {
		return this.stream.receive(PATIENCE);
	}

	/**
	 * Disconnect.
	 */
	@TearDown
	public void end() {
		this.session.close();
		this.source.close();
	}

}
