package io.github.spreadspring.benchmarks.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time of a process, of all its threads and in user and system mode, as
 * Linux counts it.
 *
 * @param nanos nanoseconds by thread
 */
record ProcessCpu(Map<String, Long> nanos) {

	private static final long NANOS_PER_TICK = 10_000_000;

	/**
	 * Read the time of a process.
	 * @param pid the process; 0 for one that is not known
	 * @return the time until now
	 */
	static ProcessCpu of(long pid) {
		Map<String, Long> nanos = new HashMap<>();
		Path process = Path.of("/proc", Long.toString(pid));
		if (pid == 0 || !Files.exists(process)) {
			return new ProcessCpu(nanos);
		}
		try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
			for (Path thread : threads) {
				nanos.put(thread.getFileName().toString(), nanos(thread));
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("Process %d ended while it was measured".formatted(pid), ex);
		}
		return new ProcessCpu(nanos);
	}

	private static long nanos(Path thread) throws IOException {
		try {
			Path exact = thread.resolve("schedstat");
			if (Files.exists(exact)) {
				return Long.parseLong(Files.readString(exact).split(" ")[0]);
			}
			String stat = Files.readString(thread.resolve("stat"));
			String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
			return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_PER_TICK;
		}
		catch (NoSuchFileException ex) {
			// the thread just ended
			return 0;
		}
	}

	/**
	 * Return the time used since then. Threads that ended meanwhile do not count.
	 * @param earlier the time at the beginning
	 * @return nanoseconds; NaN if the process is not known
	 */
	double since(ProcessCpu earlier) {
		if (this.nanos.isEmpty()) {
			return Double.NaN;
		}
		long sum = 0;
		for (Map.Entry<String, Long> thread : this.nanos.entrySet()) {
			sum += Math.max(0, thread.getValue() - earlier.nanos.getOrDefault(thread.getKey(), 0L));
		}
		return sum;
	}

}
