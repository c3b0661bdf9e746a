package io.github.spreadspring.protocol.fuzz;

import java.util.HexFormat;
import java.util.Random;

/**
 * Runs many cases, each made of a seed of its own that a failure tells: with
 * {@code -Dspread.fuzz.seed=<seed> -Dspread.fuzz.cases=1} it comes first and alone.
 */
public final class Fuzz {

	/** Where the seeds begin. */
	private static final long SEED = Long.getLong("spread.fuzz.seed", 4803);

	/** How many cases a run has in the normal build; the profile "fuzz" has more. */
	private static final int CASES = Integer.getInteger("spread.fuzz.cases", 200_000);

	private static final int SHOWN = 4096;

	private Fuzz() {
	}

	/**
	 * Return where the seeds begin.
	 * @return the seed of the first case
	 */
	public static long seed() {
		return SEED;
	}

	/**
	 * Return how many cases a run has.
	 * @return the number of cases
	 */
	public static int cases() {
		return CASES;
	}

	/**
	 * Return the part of the cases that suits a test whose cases are much more work.
	 * @param part how many times as much
	 * @return the number of cases, at least 1
	 */
	public static int cases(int part) {
		return Math.max(1, CASES / part);
	}

	/**
	 * Run cases.
	 * @param count how many
	 * @param test what to do with each
	 */
	public static void each(int count, Case test) {
		for (long seed = SEED; seed < SEED + count; seed++) {
			try {
				test.run(new Random(mixed(seed)));
			}
			catch (Exception | AssertionError ex) {
				throw new AssertionError("Failed with -Dspread.fuzz.seed=" + seed + ": " + ex, ex);
			}
		}
	}

	/**
	 * Run cases that are given bytes.
	 * @param count how many
	 * @param source makes the bytes of a case
	 * @param test what to do with them
	 */
	public static void eachOf(int count, Source source, Check test) {
		each(count, (random) -> {
			byte[] bytes = source.next(random);
			try {
				test.run(bytes);
			}
			catch (Exception | AssertionError ex) {
				throw new AssertionError(ex + " with the bytes " + hex(bytes), ex);
			}
		});
	}

	/**
	 * Return bytes in the form in which a failure tells them.
	 * @param bytes the bytes
	 * @return hexadecimal digits, of the first few thousand bytes
	 */
	public static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes, 0, Math.min(SHOWN, bytes.length)) + ((bytes.length > SHOWN) ? "…" : "");
	}

	/**
	 * Neighbouring seeds of {@link Random} begin with much the same numbers.
	 * @param seed the seed
	 * @return another seed
	 */
	private static long mixed(long seed) {
		return seed * 0x9E37_79B9_7F4A_7C15L;
	}

	/**
	 * One case.
	 */
	public interface Case {

		/**
		 * Run the case.
		 * @param random makes the same numbers for the same case
		 * @throws Exception if it fails
		 */
		void run(Random random) throws Exception;

	}

	/**
	 * Makes the bytes of a case.
	 */
	public interface Source {

		/**
		 * Make bytes.
		 * @param random makes the same numbers for the same case
		 * @return the bytes
		 */
		byte[] next(Random random);

	}

	/**
	 * One case that is given bytes.
	 */
	public interface Check {

		/**
		 * Run the case.
		 * @param bytes the bytes
		 * @throws Exception if it fails
		 */
		void run(byte[] bytes) throws Exception;

	}

}
