package io.github.spreadspring.benchmarks.path;

import java.util.List;
import java.util.function.BiFunction;

/**
 * Lets contenders have their turns: A B C A B C.
 */
final class Turns {

	private final List<Contender> contenders;

	private final Load load;

	private final Results results;

	Turns(List<Contender> contenders, Load load, Results results) {
		this.contenders = contenders;
		this.load = load;
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
		for (int round = 1; round <= this.load.rounds(); round++) {
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
		String what = "%s, round %d of %d, %s".formatted(scenario, round, this.load.rounds(), contender);
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
