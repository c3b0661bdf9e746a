package io.github.spreadspring.benchmarks.run;

import java.util.List;

/**
 * Takes turns: A B C A B C.
 */
final class Turns {

	private final Timing timing;

	private final Results results;

	private boolean complete = true;

	Turns(Timing timing, Results results) {
		this.timing = timing;
		this.results = results;
	}

	/**
	 * Take all rounds. A run that fails is told and left out.
	 * @param scenario what to do
	 * @param turns who does it
	 */
	void take(Scenario scenario, List<Turn> turns) {
		for (int round = 1; round <= this.timing.rounds(); round++) {
			for (Turn turn : turns) {
				if (turn.canTake(scenario)) {
					take(round, scenario, turn);
				}
			}
		}
	}

	private void take(int round, Scenario scenario, Turn turn) {
		String what = "%s, round %d of %d, %s".formatted(scenario, round, this.timing.rounds(), turn.name());
		try {
			Figures figures = turn.take(scenario);
			this.results.add(scenario, turn.name(), figures);
			System.err.println(what + ": " + figures);
		}
		catch (IllegalStateException ex) {
			System.err.println(what + " FAILED: " + ex.getMessage());
			this.complete = false;
		}
	}

	/**
	 * Whether no run failed.
	 * @return {@code false} if one is missing
	 */
	boolean isComplete() {
		return this.complete;
	}

}
