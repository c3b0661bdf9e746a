package io.github.spreadspring.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Random partitions, merges, kills and freezes with traffic, and then the rules of
 * extended virtual synchrony for all members.
 */
@Timeout(120)
class VirtualSynchronyTests {

	private static final int STEPS = 4_000;

	private static final List<String> DAEMONS = List.of("alpha", "beta", "gamma", "delta");

	private static final ServiceType[] SERVICES = ServiceType.values();

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	private final List<RecordingMember> members = new ArrayList<>();

	private List<List<String>> divisions = List.of(DAEMONS);

	private EmbeddedSpreadNetwork network;

	private Random random;

	@ParameterizedTest(name = "seed {0}, detection {1} ms, rotation {2} ms")
	@CsvSource({ "1, 0, 0", "2, 2, 0", "3, 0, 1", "4, 2, 1", "5, 1, 3", "6, 0, 3" })
	void membersThatGoTogetherGetTheSameInTheSameOrder(long seed, int detection, int rotation) throws IOException {
		this.random = new Random(seed);
		this.network = this.resources.start(EmbeddedSpreadNetwork.builder()
			.daemons(DAEMONS.toArray(String[]::new))
			.detectionTime(Duration.ofMillis(detection))
			.rotation(Duration.ofMillis(rotation)));
		for (int i = 0; i < STEPS; i++) {
			step();
			drain();
			if (this.random.nextInt(10) == 0) {
				awaitNoticed();
			}
		}
		bringTogether();
		awaitJoined();
		List<String> last = new ArrayList<>();
		for (RecordingMember member : alive()) {
			last.add(member.send(ServiceType.AGREED, "g"));
		}
		await().until(() -> {
			drain();
			return alive().stream().allMatch((member) -> member.messages("g").containsAll(last));
		});
		assertThat(last).isNotEmpty();
		assertThat(this.members).hasSizeGreaterThan(last.size());
		assertThat(this.members.stream().flatMap((member) -> member.intervals("g").stream()))
			.filteredOn(RecordingMember.Interval::endsWithLoss)
			.hasSizeGreaterThan(STEPS / 50);
		check("g");
		check("h");
	}

	private void step() throws IOException {
		EmbeddedSpreadDaemon daemon = this.network.daemons().get(this.random.nextInt(DAEMONS.size()));
		int action = this.random.nextInt(100);
		if (action < 60) {
			send();
		}
		else if (action < 72) {
			connect(daemon);
		}
		else if (action < 84) {
			divide();
		}
		else if (action < 87) {
			this.network.merge();
			this.divisions = List.of(DAEMONS);
		}
		else if (action < 91 && daemon.isRunning()) {
			daemon.faults().freeze();
		}
		else if (action < 95) {
			daemon.faults().thaw();
		}
		else if (action < 97) {
			daemon.kill();
			this.members.stream()
				.filter((member) -> member.name().endsWith("#" + daemon.name()))
				.forEach(RecordingMember::die);
		}
		else if (!daemon.isRunning()) {
			daemon.start();
		}
	}

	private void send() throws IOException {
		List<RecordingMember> alive = alive();
		if (!alive.isEmpty()) {
			RecordingMember sender = alive.get(this.random.nextInt(alive.size()));
			String[][] destinations = { { "g" }, { "h" }, { "g", "h" } };
			for (int i = this.random.nextInt(4); i >= 0; i--) {
				sender.send(SERVICES[this.random.nextInt(SERVICES.length)], destinations[this.random.nextInt(3)]);
			}
		}
	}

	private void connect(EmbeddedSpreadDaemon daemon) throws IOException {
		if (daemon.isRunning() && !daemon.faults().isFrozen() && daemon.sessions() < 3) {
			TestClient client = this.resources.connect(daemon, "m" + this.members.size());
			String[] groups = this.random.nextBoolean() ? new String[] { "g", "h" } : new String[] { "g" };
			this.members.add(new RecordingMember(client, groups));
		}
	}

	private void divide() {
		this.divisions = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		DAEMONS.forEach((name) -> this.divisions.get(this.random.nextInt(3)).add(name));
		this.network.partition(this.divisions.get(0), this.divisions.get(1), this.divisions.get(2));
	}

	private void bringTogether() throws IOException {
		for (EmbeddedSpreadDaemon daemon : this.network.daemons()) {
			daemon.start();
			daemon.faults().clear();
			connect(daemon);
		}
		this.network.merge();
		this.divisions = List.of(DAEMONS);
		awaitNoticed();
	}

	/**
	 * Wait until everybody sees everybody: a message that overtakes the join of a
	 * newcomer on another connection is not for the newcomer.
	 */
	private void awaitJoined() {
		List<String> names = alive().stream().map(RecordingMember::name).toList();
		await().until(() -> {
			drain();
			return alive().stream().allMatch((member) -> member.sees("g", names));
		});
	}

	/**
	 * Wait until losses have had their effect, as otherwise most are over before.
	 */
	private void awaitNoticed() {
		List<Set<String>> reachable = this.divisions.stream()
			.map((division) -> division.stream()
				.map(this.network::daemon)
				.filter((daemon) -> daemon.isRunning() && !daemon.faults().isFrozen())
				.map(EmbeddedSpreadDaemon::name)
				.collect(Collectors.toSet()))
			.filter((names) -> !names.isEmpty())
			.toList();
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> this.network.components().containsAll(reachable));
	}

	private void drain() throws IOException {
		for (RecordingMember member : alive()) {
			member.drain();
		}
	}

	private List<RecordingMember> alive() {
		return this.members.stream().filter((member) -> !member.isDead()).toList();
	}

	private void check(String group) {
		Map<String, RecordingMember.Interval> together = new HashMap<>();
		for (RecordingMember member : this.members) {
			List<String> messages = member.messages(group);
			assertThat(messages).as("%s has no duplicates", member).doesNotHaveDuplicates();
			if (!member.isDead() && member.isIn(group)) {
				assertThat(messages).as("%s gets its own messages", member).containsAll(member.sentInOrder(group));
			}
			for (RecordingMember.Interval interval : member.intervals(group)) {
				interval.checkSignal();
				RecordingMember.Interval other = together.putIfAbsent(interval.key(), interval);
				if (other != null) {
					interval.checkEqual(other);
				}
			}
			checkSenders(group, member);
		}
		checkOrder(group);
	}

	/**
	 * Between two views that are not about the sender, nothing is missing of what it sent
	 * in order.
	 */
	private void checkSenders(String group, RecordingMember member) {
		for (RecordingMember sender : this.members) {
			List<String> sent = sender.sentInOrder(group);
			int next = -1;
			for (RecordingMember.Interval interval : member.intervals(group)) {
				for (String message : interval.inOrder()) {
					if (interval.includes(sender) && message.startsWith(sender.name() + " ")) {
						int index = sent.indexOf(message);
						assertThat(index).as("%s at %s after %d", message, member, next).isNotNegative();
						if (next >= 0) {
							assertThat(index).as("%s at %s in %s", message, member, interval.key()).isEqualTo(next);
						}
						next = index + 1;
					}
				}
				if (!interval.goesOnWith(sender)) {
					next = -1;
				}
			}
		}
	}

	/**
	 * Any two messages come in the same order wherever both come.
	 */
	private void checkOrder(String group) {
		for (RecordingMember one : this.members) {
			Map<String, Integer> places = new HashMap<>();
			one.inOrder(group).forEach((message) -> places.put(message, places.size()));
			for (RecordingMember other : this.members) {
				List<Integer> common = other.inOrder(group)
					.stream()
					.filter(places::containsKey)
					.map(places::get)
					.toList();
				assertThat(common).as("%s in the order of %s", other, one).isSorted();
			}
		}
	}

}
