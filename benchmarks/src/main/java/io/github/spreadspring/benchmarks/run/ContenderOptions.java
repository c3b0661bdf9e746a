package io.github.spreadspring.benchmarks.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.github.spreadspring.benchmarks.peer.PeerMain;

/**
 * Which implementations are compared, and where they are.
 */
public final class ContenderOptions {

	private static final String JVM_ARGUMENTS = "-Xms512m -Xmx512m";

	@Option(names = "--impl", split = ",", paramLabel = "NAME",
			description = "Implementations to compare, in turn: socket, native (SpreadConnection), socket-awaited, "
					+ "native-awaited (the same without handing over several messages at once), socket-buffer "
					+ "(socket, received into one buffer of the caller), spring, spring-json "
					+ "(SpreadTemplate and @SpreadListener), libspread, official. Default: those of them that suit the "
					+ "command and whose files are given.")
	private List<String> implementations = new ArrayList<>();

	@Option(names = "--reference", paramLabel = "NAME",
			description = "The implementation that ratios refer to. Default: libspread if it is compared, else the first; "
					+ "with two daemons, on the one named first.")
	private @Nullable String reference;

	@Option(names = "--c-peer", paramLabel = "FILE",
			description = "The compiled benchmarks/src/peers/c/libspread_peer.c: adds libspread.")
	private @Nullable Path cPeer;

	@Option(names = "--official-jar", paramLabel = "FILE",
			description = "The jar of the official Java client: adds official (TCP only).")
	private @Nullable Path officialJar;

	@Option(names = "--native-library", paramLabel = "FILE",
			description = "libspread for our native transport: adds native.")
	private @Nullable Path nativeLibrary;

	@Option(names = "--jvm-args", paramLabel = "ARGS", defaultValue = JVM_ARGUMENTS,
			description = "Arguments of all JVMs that are started. Default: ${DEFAULT-VALUE}.")
	private String jvmArguments = JVM_ARGUMENTS;

	/**
	 * Return who is compared.
	 * @param defaults the names of those that are compared unless the user chooses
	 * @return the contenders, at least one
	 */
	List<Contender> contenders(List<String> defaults) {
		List<Contender> all = all();
		if (this.implementations.isEmpty()) {
			return all.stream().filter((contender) -> defaults.contains(contender.name())).toList();
		}
		return this.implementations.stream().map(Contender.search(all)).toList();
	}

	String reference(List<Contender> contenders) {
		if (this.reference != null) {
			return Contender.search(contenders).apply(this.reference).name();
		}
		return contenders.stream()
			.map(Contender::name)
			.filter("libspread"::equals)
			.findFirst()
			.orElse(contenders.get(0).name());
	}

	String nativeLibrary() {
		return (this.nativeLibrary != null) ? this.nativeLibrary.toAbsolutePath().toString() : "";
	}

	/**
	 * Return the command line of a peer in this jar.
	 * @return the command line without the arguments of the peer
	 */
	List<String> ownProgram() {
		List<String> command = java();
		command.add("-cp");
		command.add(System.getProperty("java.class.path"));
		command.add(PeerMain.class.getName());
		return command;
	}

	private List<Contender> all() {
		List<Contender> all = new ArrayList<>();
		all.add(new Contender("socket", false, true, ownProgram()));
		all.add(new Contender("socket-awaited", false, false, ownProgram()));
		all.add(new Contender("socket-buffer", false, true, ownProgram()));
		if (this.nativeLibrary != null) {
			all.add(new Contender("native", false, true, ownProgram()));
			all.add(new Contender("native-awaited", false, false, ownProgram()));
		}
		all.add(new Contender("spring", false, false, ownProgram()));
		all.add(new Contender("spring-json", false, false, ownProgram()));
		if (this.cPeer != null) {
			all.add(new Contender("libspread", false, false, List.of(this.cPeer.toAbsolutePath().toString())));
		}
		if (this.officialJar != null) {
			List<String> command = java();
			command.addAll(List.of("-cp", this.officialJar.toString(), officialPeer().toString()));
			all.add(new Contender("official", true, false, command));
		}
		return all;
	}

	private List<String> java() {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(this.jvmArguments.trim().split("\\s+")));
		return command;
	}

	/**
	 * Put the peer's source where Java's source launcher finds it.
	 * @return the file
	 */
	private static Path officialPeer() {
		try (InputStream source = ContenderOptions.class.getResourceAsStream("/peers/OfficialPeer.java")) {
			Path directory = Files.createTempDirectory("spread-benchmarks");
			Path file = directory.resolve("OfficialPeer.java");
			Files.write(file, (source != null) ? source.readAllBytes() : new byte[0]);
			// the last one is deleted first
			directory.toFile().deleteOnExit();
			file.toFile().deleteOnExit();
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
