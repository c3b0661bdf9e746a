package io.github.spreadspring.benchmarks.soak.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.TransitionalSignal;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.protocol.MemberId;

/**
 * Checks views as they come, and what came between them against what others got.
 */
final class ViewCheck {

	private static final MessageLog NONE = new MessageLog();

	private final Violations violations;

	private final Agreements agreements;

	private final SafeCheck safe;

	private final Map<String, Integer> founded = new HashMap<>();

	private final Set<String> networks = new HashSet<>();

	ViewCheck(LongSupplier clock, Violations violations) {
		this.violations = violations;
		this.agreements = new Agreements(clock, violations, this::generations);
		this.safe = new SafeCheck(clock, violations);
	}

	private int generations(String origin) {
		return this.founded.getOrDefault(origin, 0) + (this.networks.contains(origin) ? 1 : 0);
	}

	void joined(StreamCheck stream, GroupJoined joined) {
		GroupView view = joined.view();
		if (stream.groups().containsKey(view.group())) {
			broken(Rule.EVENT_ORDER, stream, "joined %s, but it is there already".formatted(view.group()));
		}
		sound(stream, view);
		if (view.id().index() == 1 && view.members().size() == 1 && !stream.isFollower()) {
			this.founded.merge(GroupLog.origin(view), 1, Integer::sum);
		}
		stream.groups().put(view.group(), new GroupLog(view, stream.mayBeLate(view.group()), stream.place()));
	}

	void left(StreamCheck stream, GroupLeft left) {
		GroupLog log = stream.groups().remove(left.group());
		if (log == null && !stream.wasLeaving(left.group())) {
			broken(Rule.EVENT_ORDER, stream, "left %s, but it is not there".formatted(left.group()));
		}
		else if (log != null && stream.isAlone() && stream.self() != null) {
			say(stream, log, "left by " + stream.self());
		}
	}

	void signal(StreamCheck stream, TransitionalSignal signal) {
		GroupLog log = stream.groups().get(signal.group());
		if (log == null) {
			broken(Rule.EVENT_ORDER, stream, "%s, but it is not in the group".formatted(signal));
		}
		else if (log.view().id().equals(signal.endingId())) {
			log.signal();
		}
		else {
			broken(Rule.SOUND_VIEW, stream, "%s, but the view is %s".formatted(signal, GroupLog.describe(log.view())));
		}
	}

	void changed(StreamCheck stream, ViewChanged changed) {
		GroupView view = changed.view();
		GroupLog log = stream.groups().get(view.group());
		if (log == null) {
			broken(Rule.EVENT_ORDER, stream, "%s, but it is not in the group".formatted(changed));
			return;
		}
		sound(stream, view);
		GroupView before = log.view();
		List<MemberId> expected = new ArrayList<>(before.members());
		List<MemberId> arrived = List.of();
		String to = "to " + GroupLog.describe(view);
		if (changed instanceof NetworkChanged network) {
			this.networks.add(GroupLog.origin(view));
			arrived = network.arrived();
			String set = "of " + GroupLog.members(network.stayed()) + " " + to;
			network(stream, network, before);
			this.safe.ended(stream, log);
			this.agreements.say(Rule.SAME_VIEW_BEFORE, GroupLog.origin(view), set,
					answer(stream, GroupLog.describe(before), false, NONE));
			say(stream, log, set);
		}
		else {
			if (changed instanceof MemberJoined joined) {
				expected.add(joined.member());
				arrived = List.of(joined.member());
			}
			else if (changed instanceof MemberLeft left) {
				expected.remove(left.member());
				say(stream, log, "left by " + left.member());
			}
			else if (changed instanceof MemberDisconnected disconnected) {
				expected.remove(disconnected.member());
			}
			if (expected.size() != view.members().size() || expected.size() == before.members().size()
					|| !expected.containsAll(view.members())) {
				broken(Rule.SOUND_VIEW, stream, "%s after %s".formatted(changed, GroupLog.describe(before)));
			}
			say(stream, log, to);
		}
		log.next(view, arrived, stream.place());
	}

	private void network(StreamCheck stream, NetworkChanged network, GroupView before) {
		Set<MemberId> all = new HashSet<>();
		network.sets().forEach(all::addAll);
		boolean sound = all.equals(new HashSet<>(network.view().members()))
				&& network.stayed().contains(Objects.requireNonNullElse(stream.self(), MemberId.received("nobody")))
				&& before.members().containsAll(network.stayed());
		GroupView previous = network.previous();
		if (!sound || (previous != null && !previous.equals(before))) {
			broken(Rule.SOUND_VIEW, stream, "%s after %s".formatted(network, GroupLog.describe(before)));
		}
	}

	private void sound(StreamCheck stream, GroupView view) {
		MemberId self = stream.self();
		if (self == null) {
			broken(Rule.EVENT_ORDER, stream, "%s without a connection".formatted(GroupLog.describe(view)));
		}
		else if (!view.contains(self)) {
			broken(Rule.SOUND_VIEW, stream, "%s is not in %s".formatted(self, GroupLog.describe(view)));
		}
		this.agreements.say(Rule.SAME_MEMBERS, GroupLog.origin(view), view.group() + " (" + view.id() + ")",
				answer(stream, GroupLog.members(view.members()), false, NONE));
	}

	/**
	 * Tell what came in the view that ends.
	 * @param stream who got it
	 * @param log what came
	 * @param to how the view ends
	 */
	private void say(StreamCheck stream, GroupLog log, String to) {
		if (log.isDropped()) {
			return;
		}
		this.agreements.say(Rule.SAME_SET, GroupLog.origin(log.view()),
				"from " + GroupLog.describe(log.view()) + " " + to,
				answer(stream, log.messages().digest(), log.isPartial(), log.messages()));
	}

	private static Agreements.Answer answer(StreamCheck stream, String text, boolean partial, MessageLog log) {
		return new Agreements.Answer(stream.number(), stream.name(), text, partial, log);
	}

	/**
	 * A stream is over, in peace or not.
	 * @param stream the stream
	 * @param peace whether everything that was sent has arrived
	 */
	void closed(StreamCheck stream, boolean peace) {
		if (peace) {
			stream.groups().values().forEach((log) -> say(stream, log, "to the end"));
		}
		stream.groups().clear();
	}

	void sweep() {
		this.agreements.sweep();
		this.safe.sweep();
	}

	void finish() {
		this.agreements.finish();
		this.safe.finish();
	}

	long compared() {
		return this.agreements.compared();
	}

	private void broken(Rule rule, StreamCheck stream, String text) {
		this.violations.add(rule, stream.name(), text, stream.recent());
	}

}
