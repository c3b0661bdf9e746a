package io.github.spreadspring.client.session;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.DaemonAddress;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Joins that are not answered are warned of.
 */
class JoinWatchTests {

	private static final DaemonAddress DAEMON = DaemonAddress.parse("4803@silent");

	private final SessionLines log = SessionLines.open();

	private List<String> joining = List.of();

	private final JoinWatch watch = new JoinWatch(DAEMON, () -> this.joining, () -> true);

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void aJoinThatIsThereTwiceIsToldOnce() {
		look("g");
		assertThat(this.log.about("silent")).isEmpty();
		look("g", "h");
		assertThat(this.log.about("silent")).hasSize(1).first().asString().contains("WARNING", "join of [g]", "15 s");
		look("g", "h");
		assertThat(this.log.about("silent")).hasSize(2).last().asString().contains("join of [h]");
		look("g", "h");
		assertThat(this.log.about("silent")).hasSize(2);
	}

	@Test
	void whatIsAnsweredIsNotToldOf() {
		look("g");
		look("h");
		look("g");
		look();
		assertThat(this.log.about("silent")).isEmpty();
	}

	private void look(String... groups) {
		this.joining = List.of(groups);
		this.watch.look();
	}

}
