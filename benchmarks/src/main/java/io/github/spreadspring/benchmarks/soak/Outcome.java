package io.github.spreadspring.benchmarks.soak;

import java.io.PrintStream;
import java.util.Map;

import io.github.spreadspring.benchmarks.soak.check.Verdict;
import io.github.spreadspring.benchmarks.soak.check.Violation;

/**
 * How a soak ended.
 *
 * @param settings how it was run
 * @param verdict what the checker says
 * @param done how often each thing was done
 * @param failedSends sends that were refused, mostly for want of a connection
 * @param troubles steps that could not be carried out
 */
record Outcome(SoakSettings settings, Verdict verdict, Map<Action, Integer> done, long failedSends, long troubles) {

	private static final int DETAILED = 5;

	/**
	 * Whether every promise was kept and every step carried out.
	 * @return {@code true} if so
	 */
	boolean passed() {
		return this.verdict.passed() && this.troubles == 0;
	}

	void print(PrintStream out) {
		Verdict counts = this.verdict;
		int shown = 0;
		for (Violation violation : counts.violations()) {
			out.println(violation);
			if (++shown <= DETAILED) {
				violation.before().forEach((line) -> out.println("      " + line));
			}
		}
		out.printf("%d daemons, %d applications, %s, seed %d, pace %s%n", this.settings.daemons(),
				this.settings.applications(), this.settings.duration(), this.settings.seed(), this.settings.pace());
		out.printf("messages: %,d sent, %,d delivered (%,d of them unordered), %,d sends failed%n", counts.sent(),
				counts.delivered(), counts.unordered(), this.failedSends);
		out.printf("views: %,d (%,d of them NETWORK), %,d transitional signals; %,d comparisons between streams%n",
				counts.views(), counts.networkViews(), counts.signals(), counts.compared());
		out.printf("connections: %,d that sent, %,d gaps, %,d reconnects; %,d lost tails with %,d messages%n",
				counts.incarnations(), counts.gaps(), counts.reconnects(), counts.lostTails(), counts.lostMessages());
		out.printf("slow listeners: %,d messages dropped and announced%n", counts.dropped());
		out.println("steps: " + this.done + ", not carried out: " + this.troubles);
		out.printf("%s: %d violations, seed %d%n", passed() ? "PASSED" : "FAILED", counts.broken(),
				this.settings.seed());
	}

}
