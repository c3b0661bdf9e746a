package io.github.spreadspring.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where results go, besides standard output.
 */
public final class ReportOptions {

	@Option(names = "--markdown", paramLabel = "FILE", description = "Also write the tables as Markdown.")
	private @Nullable Path markdown;

	@Option(names = "--csv", paramLabel = "FILE", description = "Also write all medians as comma-separated values.")
	private @Nullable Path csv;

	void write(Report report) {
		System.out.println(report.text());
		write(this.markdown, report.markdown());
		write(this.csv, report.csv());
	}

	private static void write(@Nullable Path file, String text) {
		if (file == null) {
			return;
		}
		try {
			Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
