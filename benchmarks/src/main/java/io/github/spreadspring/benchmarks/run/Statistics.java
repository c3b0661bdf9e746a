package io.github.spreadspring.benchmarks.run;

import java.util.List;

/**
 * Numbers about several runs of the same.
 */
final class Statistics {

	private Statistics() {
	}

	/**
	 * Return the number in the middle.
	 * @param values the numbers; those that are not finite do not count
	 * @return the median, of an even count the mean of the two in the middle; NaN without
	 * any
	 */
	static double median(List<Double> values) {
		double[] sorted = sorted(values);
		int middle = sorted.length / 2;
		if (sorted.length == 0) {
			return Double.NaN;
		}
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	/**
	 * Return how far the runs are apart.
	 * @param values the numbers; those that are not finite do not count
	 * @return half the distance of least and greatest, as part of the median
	 */
	static double spread(List<Double> values) {
		double[] sorted = sorted(values);
		return (sorted.length != 0) ? (sorted[sorted.length - 1] - sorted[0]) / 2 / median(values) : Double.NaN;
	}

	private static double[] sorted(List<Double> values) {
		return values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).sorted().toArray();
	}

}
