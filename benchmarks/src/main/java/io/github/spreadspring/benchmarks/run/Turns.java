package io.github.spreadspring.benchmarks.run;

import java.util.List;
import java.util.function.BiFunction;

/**
 * Lets contenders have their turns: A B C A B C.
 */
final class Turns {

	private final List<Contender> contenders;

	private final Timing timing;

	private final Results results;

	Turns(List<Contender> contenders, Timing timing, Results results) {
		this.contenders = contenders;
		this.timing = timing;
		this.results = results;
	}

	/**
	 * Take all rounds. A run that fails is told and left out.
	 * @param scenario what to do
	 * @param run does it once
	 * @return whether no run failed
	 */
	boolean take(Scenario scenario, BiFunction<Contender, Scenario, Figures> run) {
		boolean complete = true;
		for (int round = 1; round <= this.timing.rounds(); round++) {
			for (Contender contender : this.contenders) {
				if (contender.canUse(scenario.socket())) {
					complete &= take(round, scenario, contender, run);
				}
			}
		}
		return complete;
	}

	private boolean take(int round, Scenario scenario, Contender contender,
			BiFunction<Contender, Scenario, Figures> run) {
		String what = "%s, round %d of %d, %s".formatted(scenario, round, this.timing.rounds(), contender);
		try {
			Figures figures = run.apply(contender, scenario);
			this.results.add(scenario, contender, figures);
			System.err.println(what + ": " + figures);
			return true;
		}
		catch (IllegalStateException ex) {
			System.err.println(what + " FAILED: " + ex.getMessage());
			return false;
		}
	}

}
