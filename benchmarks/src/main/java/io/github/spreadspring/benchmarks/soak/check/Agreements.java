package io.github.spreadspring.benchmarks.soak.check;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * Things that all streams must agree on. What each says is kept until nobody has said
 * anything for a while, then compared.
 * <p>
 * The ids of a group come back after it was empty. So a question may have as many answers
 * as one stream gave to it, or as the group was founded anew under that id.
 */
final class Agreements {

	private static final long MEMORY = Duration.ofSeconds(60).toNanos();

	private final LongSupplier clock;

	private final Violations violations;

	private final ToIntFunction<String> generations;

	private final Map<String, Question> questions = new LinkedHashMap<>();

	private long compared;

	/**
	 * Begin without anything said.
	 * @param clock tells the time
	 * @param violations where to tell what is wrong
	 * @param generations tells how often a group was founded under one id of the daemon
	 * membership
	 */
	Agreements(LongSupplier clock, Violations violations, ToIntFunction<String> generations) {
		this.clock = clock;
		this.violations = violations;
		this.generations = generations;
	}

	/**
	 * A stream says something.
	 * @param rule the rule that wants all to agree
	 * @param origin the daemon membership under whose id this is
	 * @param question what it is about
	 * @param answer what the stream says
	 */
	void say(Rule rule, String origin, String question, Answer answer) {
		Question asked = this.questions.computeIfAbsent(rule + " " + question, (key) -> new Question(rule, origin));
		asked.touched = this.clock.getAsLong();
		asked.times.merge(answer.stream(), 1, Integer::sum);
		if (answer.partial()) {
			asked.parts.putIfAbsent(answer.text(), answer);
		}
		else {
			asked.answers.putIfAbsent(answer.text(), answer);
		}
	}

	/**
	 * Compare what nobody talks about any more.
	 */
	void sweep() {
		long limit = this.clock.getAsLong() - MEMORY;
		for (Iterator<Map.Entry<String, Question>> all = this.questions.entrySet().iterator(); all.hasNext();) {
			Map.Entry<String, Question> entry = all.next();
			if (entry.getValue().touched - limit < 0) {
				compare(entry.getKey(), entry.getValue());
				all.remove();
			}
		}
	}

	/**
	 * Compare everything.
	 */
	void finish() {
		this.questions.forEach(this::compare);
		this.questions.clear();
	}

	/**
	 * Return how often at least two streams were compared.
	 * @return the number of questions
	 */
	long compared() {
		return this.compared;
	}

	private void compare(String text, Question question) {
		if (question.times.size() > 1) {
			this.compared++;
		}
		int most = question.times.values().stream().mapToInt(Integer::intValue).max().orElse(1);
		int allowed = Math.max(most, this.generations.applyAsInt(question.origin));
		if (question.answers.size() > allowed) {
			Iterator<Answer> answers = question.answers.values().iterator();
			disagree(question.rule, text, answers.next(), answers.next());
		}
		for (Answer part : question.parts.values()) {
			boolean fits = question.answers.isEmpty()
					|| question.answers.values().stream().anyMatch((answer) -> answer.log().endsWith(part.log()));
			if (!fits) {
				disagree(question.rule, text, question.answers.values().iterator().next(), part);
			}
		}
	}

	private void disagree(Rule rule, String question, Answer one, Answer other) {
		this.violations.add(rule, one.where() + " and " + other.where(),
				"%s: %s; but: %s (%s)".formatted(question, one.text(), other.text(), one.log().difference(other.log())),
				List.of());
	}

	/**
	 * What one stream says.
	 *
	 * @param stream its number
	 * @param where its name
	 * @param text what it says
	 * @param partial whether it may have missed the beginning
	 * @param log the messages it is about, if any
	 */
	record Answer(int stream, String where, String text, boolean partial, MessageLog log) {

	}

	/**
	 * What all must agree on.
	 */
	private static final class Question {

		private final Rule rule;

		private final String origin;

		private final Map<String, Answer> answers = new LinkedHashMap<>();

		private final Map<String, Answer> parts = new LinkedHashMap<>();

		private final Map<Integer, Integer> times = new HashMap<>();

		private long touched;

		Question(Rule rule, String origin) {
			this.rule = rule;
			this.origin = origin;
		}

	}

}
