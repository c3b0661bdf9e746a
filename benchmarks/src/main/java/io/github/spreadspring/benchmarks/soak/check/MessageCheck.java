package io.github.spreadspring.benchmarks.soak.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.benchmarks.soak.check.Incarnations.Incarnation;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Checks each message as it comes.
 */
final class MessageCheck {

	private final Violations violations;

	private final Incarnations incarnations;

	private final OrderCheck order;

	/** Messages from somebody else than they say, which may have an innocent reason. */
	private final Map<Long, String> strangers = new LinkedHashMap<>();

	MessageCheck(LongSupplier clock, Violations violations, Incarnations incarnations) {
		this.violations = violations;
		this.incarnations = incarnations;
		this.order = new OrderCheck(clock);
	}

	void check(StreamCheck stream, RegularMessage message, @Nullable Letter letter) {
		if (letter == null) {
			broken(Rule.INTACT_BODY, stream, "%s is damaged".formatted(message));
			return;
		}
		List<String> groups = new ArrayList<>(message.groups());
		groups.retainAll(stream.groups().keySet());
		if (groups.isEmpty()) {
			broken(Rule.EVENT_ORDER, stream,
					"%s to %s came, but the stream is in none of them".formatted(letter, message.groups()));
		}
		sender(message, letter);
		if (letter.ordered()) {
			this.incarnations.delivered(letter);
			ordered(stream, message, letter, groups);
		}
		else if (stream.isRepeated(letter)) {
			broken(Rule.NO_DUPLICATE, stream, "%s came before".formatted(letter));
		}
	}

	private void sender(RegularMessage message, Letter letter) {
		Incarnation incarnation = this.incarnations.find(letter.incarnation());
		if (incarnation == null || !incarnation.member().equals(message.sender())) {
			this.strangers.putIfAbsent(letter.id(),
					"%s of %s came from %s".formatted(letter, incarnation, message.sender()));
		}
	}

	private void ordered(StreamCheck stream, RegularMessage message, Letter letter, List<String> groups) {
		Rule rule = null;
		String lane = "";
		for (String group : groups) {
			int number = letter.lanes().get(message.groups().indexOf(group));
			GroupLog log = Objects.requireNonNull(stream.groups().get(group));
			Lane last = stream.lane(letter.incarnation(), group);
			String before = "in %s, where %d was the last".formatted(group, last.last());
			Rule found = last.next(number, log.since(message.sender()));
			if (found != null) {
				rule = found;
				lane = before;
			}
			if (found != Rule.NO_DUPLICATE) {
				log.add(letter.id(), message.serviceType() == ServiceType.SAFE);
			}
		}
		if (rule != null) {
			broken(rule, stream, "%s from %s to %s %s".formatted(letter, message.sender(), message.groups(), lane));
		}
		stream.latest(letter);
		String disorder = (rule != Rule.NO_DUPLICATE)
				? this.order.delivered(stream.number(), stream.place(), letter.id()) : null;
		if (disorder != null) {
			broken(Rule.TOTAL_ORDER, stream, disorder);
		}
	}

	void sweep() {
		this.order.sweep();
	}

	void finish() {
		this.strangers.forEach((id, text) -> {
			if (!this.incarnations.isAmbiguous(id)) {
				this.violations.add(Rule.TRUE_SENDER, "any stream", text, List.of());
			}
		});
		this.strangers.clear();
	}

	private void broken(Rule rule, StreamCheck stream, String text) {
		this.violations.add(rule, stream.name(), text, stream.recent());
	}

}
