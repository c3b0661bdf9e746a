package io.github.spreadspring.boot.metrics;

import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link GroupMeters}, which sees every message.
 */
class GroupMetersTests {

	private static final String MEMBERS = "spread.group.members";

	private static final int MESSAGES = 200_000;

	private final MemberId member = MemberId.of("#me#here");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void countingAMessageMakesNoGarbage() {
		try (SpreadSession session = new SpreadSession(SessionSettings.of(ConnectionSettings.of("4803@localhost")))) {
			GroupMeters meters = new GroupMeters(new Meters(this.registry, Tags.empty()), session, 10);
			GroupView view = new GroupView("orders", new GroupId(1, 1, 1), List.of(this.member));
			meters.viewChanged(view, new MemberJoined(view, this.member));
			OutboundMessage sent = OutboundMessage.of("orders", new byte[1]).to("orders", "audit", "#you#there");
			RegularMessage received = new RegularMessage(this.member, sent.groups(), ServiceType.AGREED, false,
					(short) 0, ByteOrder.BIG_ENDIAN, new byte[1]);
			count(meters, sent, received);
			ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
			long before = threads.getCurrentThreadAllocatedBytes();
			count(meters, sent, received);
			assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MESSAGES);
			assertThat(this.registry.get("spread.messages.received").tag("group", "orders").counter().count())
				.isEqualTo(2 * MESSAGES);
		}
	}

	@Test
	void aGroupThatIsLeftWhileTheMetersAreMadeHasNone() {
		try (EmbeddedSpreadDaemon daemon = EmbeddedSpreadDaemon.builder().build().start();
				SpreadSession session = new SpreadSession(
						SessionSettings.of(ConnectionSettings.of(daemon.address())))) {
			session.start();
			SpreadStream stream = session.open();
			List.of("one", "two", "three").forEach(stream::join);
			await().until(() -> session.views().size() == 3);
			GroupMeters meters = new GroupMeters(new Meters(this.registry, Tags.empty()), session, 10);
			AtomicBoolean first = new AtomicBoolean(true);
			this.registry.config().onMeterAdded((meter) -> {
				// as the reader does, after start() has looked which groups there are
				if (MEMBERS.equals(meter.getId().getName()) && first.getAndSet(false)) {
					Stream.of("one", "two", "three")
						.filter((group) -> !group.equals(meter.getId().getTag("group")))
						.forEach(meters::left);
				}
			});
			meters.start();
			assertThat(this.registry.get(MEMBERS).gauges()).hasSize(1);
			meters.stop();
		}
	}

	@Test
	void whatComesAfterTheEndMakesNoMeters() {
		try (SpreadSession session = new SpreadSession(SessionSettings.of(ConnectionSettings.of("4803@localhost")))) {
			Meters all = new Meters(this.registry, Tags.empty());
			GroupMeters meters = new GroupMeters(all, session, 10);
			all.removeAll();
			meters.sent(OutboundMessage.of("orders", new byte[1]));
			GroupView view = new GroupView("orders", new GroupId(1, 1, 1), List.of(this.member));
			meters.viewChanged(view, new MemberJoined(view, this.member));
			assertThat(this.registry.getMeters()).isEmpty();
		}
	}

	private static void count(GroupMeters meters, OutboundMessage sent, RegularMessage received) {
		for (int i = 0; i < MESSAGES; i++) {
			meters.sent(sent);
			meters.received(received);
		}
	}

}
