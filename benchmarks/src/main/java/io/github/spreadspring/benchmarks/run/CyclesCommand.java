package io.github.spreadspring.benchmarks.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.github.spreadspring.benchmarks.run.DaemonOptions.Daemons;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.Transport;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SelfLeft;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.message.ViewChanged;

/**
 * Connects and disconnects many times and looks for what is left behind.
 */
@Command(name = "cycles", mixinStandardHelpOptions = true, sortOptions = false, usageHelpWidth = 110,
		description = { "Runs cycles of connect, join, 100 messages there and back, leave, disconnect in this process.",
				"Fails when there are more threads or open descriptors at the end than after cycle 100, or when the "
						+ "heap after garbage collection is more than 5 %% larger." })
public final class CyclesCommand implements Callable<Integer> {

	private static final int MESSAGES = 100;

	private static final int FIRST = 100;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@Option(names = "--cycles", paramLabel = "N", defaultValue = "1000",
			description = "Number of cycles, above 100. Default: ${DEFAULT-VALUE}.")
	private int cycles;

	@Option(names = "--transport", paramLabel = "NAME", defaultValue = "socket",
			description = "socket or native. Default: ${DEFAULT-VALUE}.")
	private String transport = "socket";

	@Option(names = "--native-library", paramLabel = "FILE", description = "libspread for the native transport.")
	private @Nullable Path nativeLibrary;

	@Option(names = "--socket", paramLabel = "KIND", defaultValue = "tcp",
			description = "tcp or unix. Default: ${DEFAULT-VALUE}.")
	private String socket = "tcp";

	@Mixin
	private DaemonOptions daemonOptions = new DaemonOptions();

	@Override
	public Integer call() throws InterruptedException {
		if (this.cycles <= FIRST) {
			throw new IllegalArgumentException(
					"%d cycles are too few: more than %d are needed".formatted(this.cycles, FIRST));
		}
		try (Daemons daemons = this.daemonOptions.start(new ContenderOptions().ownProgram())) {
			ConnectionSettings settings = ConnectionSettings
				.of(daemons.first().address(SocketKind.valueOf(this.socket.toUpperCase(Locale.ROOT))))
				.transport(Transport.valueOf(this.transport.toUpperCase(Locale.ROOT)))
				.nativeLibraryPath(this.nativeLibrary);
			run(settings, FIRST);
			Leftovers before = Leftovers.now();
			System.out.println("after cycle %d: %s".formatted(FIRST, before));
			run(settings, this.cycles - FIRST);
			Leftovers after = Leftovers.after(before);
			boolean clean = after.isCleanAfter(before);
			System.out.println("after cycle %d: %s: %s".formatted(this.cycles, after,
					clean ? "nothing left behind" : "SOMETHING LEFT BEHIND"));
			return clean ? 0 : 1;
		}
	}

	private static void run(ConnectionSettings settings, int cycles) throws InterruptedException {
		for (int i = 0; i < cycles; i++) {
			cycle(settings);
		}
	}

	private static void cycle(ConnectionSettings settings) throws InterruptedException {
		try (SpreadConnection connection = SpreadConnection.open(settings)) {
			connection.join("cycles");
			await(connection, ViewChanged.class);
			connection.multicast(Collections.nCopies(MESSAGES, OutboundMessage.of("cycles", new byte[64])));
			for (int i = 0; i < MESSAGES; i++) {
				await(connection, RegularMessage.class);
			}
			connection.leave("cycles");
			await(connection, SelfLeft.class);
		}
	}

	private static void await(SpreadConnection connection, Class<? extends SpreadMessage> type)
			throws InterruptedException {
		SpreadMessage message = connection.receive(PATIENCE);
		while (message != null && !type.isInstance(message)) {
			message = connection.receive(PATIENCE);
		}
		if (message == null) {
			throw new IllegalStateException("No %s within %s".formatted(type.getSimpleName(), PATIENCE));
		}
	}

}
