package io.github.spreadspring.benchmarks.soak.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.MemberId;

/**
 * All connections that sent something, by number.
 */
final class Incarnations {

	private final List<Incarnation> all = new ArrayList<>();

	private final Set<Long> ambiguous = new HashSet<>();

	private long lostTails;

	private long lostMessages;

	int add(String application, MemberId member) {
		this.all.add(new Incarnation(application, member));
		return this.all.size();
	}

	@Nullable Incarnation find(int number) {
		return (number > 0 && number <= this.all.size()) ? this.all.get(number - 1) : null;
	}

	void sent(Letter letter) {
		Incarnation incarnation = find(letter.incarnation());
		if (incarnation != null && letter.ordered()) {
			incarnation.sent = Math.max(incarnation.sent, letter.number());
		}
	}

	/**
	 * A letter was perhaps sent by the connection after that it was written for.
	 * @param letter the letter
	 */
	void ambiguous(Letter letter) {
		this.ambiguous.add(letter.id());
	}

	boolean isAmbiguous(long id) {
		return this.ambiguous.contains(id);
	}

	void delivered(Letter letter) {
		Incarnation incarnation = find(letter.incarnation());
		if (incarnation != null && letter.ordered()) {
			incarnation.delivered = Math.max(incarnation.delivered, letter.number());
		}
	}

	/**
	 * Count what the last messages of ended connections became of.
	 */
	void finish() {
		for (Incarnation incarnation : this.all) {
			int lost = incarnation.sent - incarnation.delivered;
			if (lost > 0) {
				this.lostTails++;
				this.lostMessages += lost;
			}
		}
	}

	int count() {
		return this.all.size();
	}

	long lostTails() {
		return this.lostTails;
	}

	long lostMessages() {
		return this.lostMessages;
	}

	/**
	 * One connection.
	 */
	static final class Incarnation {

		private final String application;

		private final MemberId member;

		private int sent;

		private int delivered;

		Incarnation(String application, MemberId member) {
			this.application = application;
			this.member = member;
		}

		MemberId member() {
			return this.member;
		}

		@Override
		public String toString() {
			return this.application + " as " + this.member;
		}

	}

}
