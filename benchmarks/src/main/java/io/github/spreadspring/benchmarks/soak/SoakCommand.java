package io.github.spreadspring.benchmarks.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs applications under faults and checks what they saw.
 */
@Command(name = "soak", mixinStandardHelpOptions = true, sortOptions = false, usageHelpWidth = 110, description = {
		"Runs several applications in this process while daemons die, freeze and are parted, clients "
				+ "are cut off, and applications end and begin anew. Checks everything they see against what Spread "
				+ "promises.",
		"The same seed gives the same schedule of faults, but not the same interleaving. Fails when a promise was "
				+ "not kept." })
public final class SoakCommand implements Callable<Integer> {

	@Option(names = "--minutes", paramLabel = "N", defaultValue = "1",
			description = "How long faults happen; fractions are allowed. Default: ${DEFAULT-VALUE}.")
	private double minutes;

	@Option(names = "--seed", paramLabel = "S", description = "Makes the schedule. Default: another one each time.")
	private @Nullable Long seed;

	@Option(names = "--daemons", paramLabel = "N", defaultValue = "3",
			description = "Number of embedded daemons. Default: ${DEFAULT-VALUE}.")
	private int daemons;

	@Option(names = "--apps", paramLabel = "N", defaultValue = "6",
			description = "Number of applications; two of them are Spring contexts. Default: ${DEFAULT-VALUE}.")
	private int applications;

	@Option(names = "--rate", paramLabel = "N", defaultValue = "2000",
			description = "Messages per second, all applications together. Default: ${DEFAULT-VALUE}.")
	private int rate;

	@Option(names = "--pace", paramLabel = "FACTOR",
			description = "Factor for all times of the schedule. Default: 1, with --addresses 6, as C daemons need "
					+ "seconds to notice a fault.")
	private @Nullable Double pace;

	@Option(names = "--addresses", split = ",", paramLabel = "ADDRESS",
			description = "Daemons of one network that run already, as 4803@127.0.0.1, in place of embedded ones.")
	private List<String> addresses = new ArrayList<>();

	@Option(names = "--fault-command", paramLabel = "CMD", defaultValue = "",
			description = "Carries out faults of those daemons, called as: CMD kill 1, CMD start 1, CMD freeze 2, CMD thaw "
					+ "2, CMD partition 0,1 2, CMD merge. Returns when it is done, with code 0. Daemons are numbered from 0 "
					+ "in the order of --addresses.")
	private String faultCommand = "";

	@Option(names = "--log", description = "Show what sessions and daemons log.")
	private boolean log;

	@Override
	public Integer call() throws InterruptedException {
		if (!this.log) {
			// thousands of lost connections are what this is about
			Logger.getLogger("").setLevel(Level.SEVERE);
		}
		boolean external = !this.addresses.isEmpty();
		double factor = (this.pace != null) ? this.pace : external ? 6 : 1;
		SoakSettings settings = new SoakSettings(Duration.ofMillis(Math.round(this.minutes * 60_000)),
				(this.seed != null) ? this.seed : System.currentTimeMillis() % 1_000_000,
				external ? this.addresses.size() : this.daemons, this.applications, this.rate, factor);
		System.out.println("seed " + settings.seed());
		try (Faults faults = external ? new CommandFaults(this.addresses, this.faultCommand)
				: new EmbeddedFaults(settings.daemons(), factor)) {
			Outcome outcome = new Soak(settings, faults, EventPath.STRAIGHT, System.out).run();
			outcome.print(System.out);
			return outcome.passed() ? 0 : 1;
		}
	}

}
