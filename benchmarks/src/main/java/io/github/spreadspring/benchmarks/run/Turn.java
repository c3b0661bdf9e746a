package io.github.spreadspring.benchmarks.run;

import java.util.function.BiFunction;

/**
 * One of those who take turns.
 *
 * @param name what it is called in reports
 * @param contender who does it
 * @param run does it once
 */
record Turn(String name, Contender contender, BiFunction<Contender, Scenario, Figures> run) {

	boolean canTake(Scenario scenario) {
		return this.contender.canUse(scenario.socket());
	}

	Figures take(Scenario scenario) {
		return this.run.apply(this.contender, scenario);
	}

}
