package io.github.spreadspring.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.spreadspring.benchmarks.peer.PeerSettings;

/**
 * An implementation under test.
 *
 * @param name what it is called in options and reports
 * @param tcpOnly whether it cannot use a Unix domain socket
 * @param batches whether it can hand over several messages at once
 * @param program the command line without the arguments of the peer
 */
record Contender(String name, boolean tcpOnly, boolean batches, List<String> program) {

	/**
	 * Take a copy of the command line.
	 * @param name what it is called
	 * @param tcpOnly whether it cannot use a Unix domain socket
	 * @param batches whether it can hand over several messages at once
	 * @param program the command line without the arguments of the peer
	 */
	Contender {
		program = List.copyOf(program);
	}

	boolean canUse(SocketKind socket) {
		return socket == SocketKind.TCP || !this.tcpOnly;
	}

	ChildProcess start(PeerSettings settings) {
		List<String> command = new ArrayList<>(this.program);
		command.addAll(settings.toArguments());
		return ChildProcess.startReady("%s peer (%s)".formatted(this.name, settings.role()), command);
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * Return how a name leads to a contender.
	 * @param contenders all of them
	 * @return the search
	 */
	static Function<String, Contender> search(List<Contender> contenders) {
		return (name) -> contenders.stream()
			.filter((contender) -> contender.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"Implementation \"%s\" is not there: %s are. libspread needs --c-peer, official needs --official-jar, native needs --native-library"
						.formatted(name, contenders)));
	}

}
