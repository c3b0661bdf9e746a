package io.github.spreadspring.client;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.SpreadException;

/**
 * None of several daemons took a session in. Its code is that of a failed connection, its
 * cause the last of the reasons.
 */
public class NoDaemonException extends SpreadException {

	private final transient List<SpreadException> failures;

	/**
	 * Create an exception.
	 * @param failures why each daemon did not, in the order in which they were tried
	 * @param untried the daemons that there was no answer from yet
	 */
	public NoDaemonException(List<SpreadException> failures, List<DaemonAddress> untried) {
		super(ErrorCode.COULD_NOT_CONNECT, message(failures, untried),
				failures.isEmpty() ? null : failures.get(failures.size() - 1));
		this.failures = List.copyOf(failures);
	}

	/**
	 * Return why each daemon did not take the session in.
	 * @return the reasons, in the order in which the daemons were tried; empty if none
	 * has answered yet
	 */
	public List<SpreadException> failures() {
		return this.failures;
	}

	private static String message(List<SpreadException> failures, List<DaemonAddress> untried) {
		Stream<String> reasons = failures.stream().map((failure) -> "- " + failure.getMessage());
		Stream<String> silence = untried.stream().map("- No answer from %s within the time to connect"::formatted);
		return Stream.concat(reasons, silence)
			.collect(Collectors.joining("\n", "None of the Spread daemons took the session in:\n", ""));
	}

}
