package io.github.spreadspring.client.session;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.DaemonAddress;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The order in which daemons are tried.
 */
class DaemonPoolTests {

	private static final DaemonAddress A = DaemonAddress.parse("4803@a");

	private static final DaemonAddress B = DaemonAddress.parse("4803@b");

	private static final DaemonAddress C = DaemonAddress.parse("4803@c");

	private final DaemonPool pool = pool(false);

	@Test
	void theListIsAnOrderOfPreference() {
		assertThat(this.pool.round()).containsExactly(A, B, C);
		assertThat(this.pool.round()).containsExactly(A, B, C);
	}

	@Test
	void whoHasJustFailedComesLast() {
		this.pool.failed(A);
		assertThat(this.pool.round()).containsExactly(B, C, A);
		this.pool.failed(B);
		assertThat(this.pool.round()).containsExactly(C, A, B);
	}

	@Test
	void whenAllHaveFailedTheOrderIsThatOfTheList() {
		Stream.of(B, A, C).forEach(this.pool::failed);
		assertThat(this.pool.round()).containsExactly(A, B, C);
	}

	@Test
	void withAConnectionFailuresAreForgotten() {
		this.pool.failed(A);
		this.pool.succeeded();
		assertThat(this.pool.round()).containsExactly(A, B, C);
		this.pool.failed(B);
		assertThat(this.pool.round()).containsExactly(A, C, B);
	}

	@Test
	void aSingleDaemonIsAlwaysTried() {
		DaemonPool single = new DaemonPool(List.of(A), false, new Random(1));
		single.failed(A);
		assertThat(single.round()).containsExactly(A);
	}

	@Test
	void shuffledEveryDaemonIsFirstAtTimesButNoneThatFailed() {
		DaemonPool pool = pool(true);
		Set<DaemonAddress> first = new HashSet<>();
		for (int i = 0; i < 100; i++) {
			assertThat(pool.round()).containsExactlyInAnyOrder(A, B, C);
			first.add(pool.round().get(0));
		}
		assertThat(first).containsExactlyInAnyOrder(A, B, C);
		pool.failed(B);
		for (int i = 0; i < 100; i++) {
			assertThat(pool.round()).endsWith(B);
		}
	}

	private static DaemonPool pool(boolean shuffle) {
		return new DaemonPool(List.of(A, B, C), shuffle, new Random(42));
	}

}
