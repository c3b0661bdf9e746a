package io.github.spreadspring.boot.test;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EmbeddedSpread} without Spring.
 */
@EmbeddedSpread
class PlainJUnitTests {

	private static EmbeddedSpreadDaemon shared;

	private final EmbeddedSpreadDaemon daemon;

	PlainJUnitTests(EmbeddedSpreadDaemon daemon) {
		this.daemon = daemon;
	}

	@BeforeAll
	static void remember(EmbeddedSpreadDaemon daemon) {
		shared = daemon;
	}

	@Test
	void allTestsOfAClassHaveOneDaemon(EmbeddedSpreadDaemon parameter) {
		assertThat(parameter).isSameAs(shared).isSameAs(this.daemon);
		assertThat(parameter.isRunning()).isTrue();
	}

	@Test
	void everyClientIsAnother(SpreadTestClient first, SpreadTestClient second) {
		first.join("pair");
		second.join("pair");
		assertThat(first.awaitMembers("pair", 2).members()).containsExactlyInAnyOrder(first.memberId(),
				second.memberId());
	}

	@Test
	void clientsAndDaemonsEndWithTheTest() {
		TestRun.passes(2, Remembering.class);
		assertThat(Remembering.daemons).singleElement().matches((daemon) -> !daemon.isRunning());
		assertThat(Remembering.sessions).containsExactly(1);
	}

	@Test
	void classesRunSideBySideOnPortsOfTheirOwn() {
		Meeting.daemons.clear();
		TestRun.passesInParallel(2, MeetingOne.class, MeetingTwo.class);
		assertThat(Meeting.daemons).hasSize(2);
	}

	@Test
	void aTakenPortIsToldWithWhatToDo() throws IOException {
		try (ServerSocket other = new ServerSocket()) {
			other.setReuseAddress(true);
			other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), FixedPort.PORT));
			assertThat(TestRun.failure(FixedPort.class)).hasMessageContaining("port = 24803")
				.hasMessageContaining("leave port out for a free one");
		}
	}

	@Test
	void aPortCanBeFixed() {
		TestRun.passes(1, FixedPort.class);
	}

	@Test
	void aMistakeInTheAnnotationIsTold() {
		assertThat(TestRun.failure(OddTime.class)).hasMessageContaining("detectionTime = \"soon\"")
			.hasMessageContaining("50ms");
		assertThat(TestRun.failure(NoDaemon.class)).hasMessageContaining("name at least one daemon");
	}

	@Nested
	class NestedClass {

		@Test
		void hasTheDaemonOfTheOuterOne(EmbeddedSpreadDaemon parameter) {
			assertThat(parameter).isSameAs(shared);
		}

	}

	@Nested
	@TwoDaemons
	class NestedClassWithAnAnnotationOfItsOwn {

		@Test
		void hasItsOwnDaemons(EmbeddedSpreadNetwork network, EmbeddedSpreadDaemon parameter) {
			assertThat(network.daemons()).extracting(EmbeddedSpreadDaemon::name).containsExactly("alpha", "beta");
			assertThat(parameter).isSameAs(network.daemon("alpha"));
		}

	}

	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@EmbeddedSpread(daemons = { "alpha", "beta" })
	@interface TwoDaemons {

	}

	@EmbeddedSpread
	static class Remembering {

		static final Set<EmbeddedSpreadDaemon> daemons = ConcurrentHashMap.newKeySet();

		static final Set<Integer> sessions = ConcurrentHashMap.newKeySet();

		@Test
		void one(EmbeddedSpreadDaemon daemon, SpreadTestClient client) {
			remember(daemon, client);
		}

		@Test
		void two(EmbeddedSpreadDaemon daemon, SpreadTestClient client) {
			remember(daemon, client);
		}

		private void remember(EmbeddedSpreadDaemon daemon, SpreadTestClient client) {
			client.join("group");
			daemons.add(daemon);
			sessions.add(daemon.sessions());
		}

	}

	abstract static class Meeting {

		static final Set<String> daemons = ConcurrentHashMap.newKeySet();

		private static final CyclicBarrier both = new CyclicBarrier(2);

		@Test
		void meet(EmbeddedSpreadDaemon daemon, SpreadTestClient client) throws Exception {
			daemons.add(daemon.address());
			both.await(20, TimeUnit.SECONDS);
			assertThat(client.join("group").members()).hasSize(1);
			both.await(20, TimeUnit.SECONDS);
		}

	}

	@EmbeddedSpread
	static class MeetingOne extends Meeting {

	}

	@EmbeddedSpread
	static class MeetingTwo extends Meeting {

	}

	@EmbeddedSpread(port = FixedPort.PORT)
	static class FixedPort {

		static final int PORT = 24803;

		@Test
		void hasIt(EmbeddedSpreadDaemon daemon) {
			assertThat(daemon.port()).isEqualTo(PORT);
		}

	}

	@EmbeddedSpread(detectionTime = "soon")
	static class OddTime {

		@Test
		void neverRuns() {
			throw new AssertionError("started");
		}

	}

	@EmbeddedSpread(daemons = {})
	static class NoDaemon {

		@Test
		void neverRuns() {
			throw new AssertionError("started");
		}

	}

}
