package io.github.spreadspring.benchmarks.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Single steps, measured by JMH.
 */
@Command(name = "jmh",
		description = "Runs JMH with its own arguments: jmh -h explains them, jmh -l lists the benchmarks.")
public final class JmhCommand implements Callable<Integer> {

	@Parameters(paramLabel = "ARG", description = "Arguments of JMH.")
	private List<String> arguments = new ArrayList<>();

	@Override
	public Integer call() throws IOException {
		Main.main(this.arguments.toArray(String[]::new));
		return 0;
	}

}
