package io.github.spreadspring.messaging.config;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.messaging.AnsweringMember;
import io.github.spreadspring.messaging.GroupReplies;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Questions to everybody, and the listeners of the application that asks.
 */
class SpreadListenerQuestionTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void aListenerOfOursAnswersBesideThoseOfOthers() {
		AnsweringMember bob = this.network.answering("bob", "team", (text) -> "bob");
		SpreadTemplate template = start(Naming.class);
		GroupReplies<String> replies = template.sendAndReceiveAll("team", "who?", String.class, LONG);
		assertThat(replies.answers()).containsOnly(Map.entry(bob.id(), "bob"),
				Map.entry(MemberId.of("#app#localhost"), "app"));
	}

	@Test
	void aListenerOfOursThatAnswersNothingIsNotWaitedFor() {
		AnsweringMember bob = this.network.answering("bob", "team", (text) -> "bob");
		SpreadTemplate template = start(Naming.class);
		assertThat(template.sendAndReceiveAll("team", "nothing", String.class, LONG).answers())
			.containsOnlyKeys(bob.id());
	}

	@Test
	void aListenerOfOursThatFailsIsNotWaitedFor() {
		AnsweringMember bob = this.network.answering("bob", "team", (text) -> "bob");
		SpreadTemplate template = start(Naming.class);
		assertThat(template.sendAndReceiveAll("team", "fail", String.class, LONG).answers()).containsOnlyKeys(bob.id());
	}

	@Test
	void aListenerOfOursThatReturnsNothingIsNotAsked() {
		AnsweringMember bob = this.network.answering("bob", "team", (text) -> "bob");
		SpreadTemplate template = start(Silent.class);
		GroupReplies<String> replies = template.sendAndReceiveAll("team", "who?", String.class, LONG);
		assertThat(replies.answers()).containsOnlyKeys(bob.id());
		assertThat(replies.isComplete()).isTrue();
	}

	private SpreadTemplate start(Class<?> listener) {
		SpreadTemplate template = this.network.startIn("team", listener).getBean(SpreadTemplate.class);
		await().ignoreExceptions()
			.until(() -> template.sendAndReceiveAll("team", "who?", String.class, LONG).view().members().size() == 2);
		return template;
	}

	static class Naming {

		@SpreadListener("team")
		@Nullable String on(String question) {
			if (question.equals("fail")) {
				throw new IllegalStateException("of a test");
			}
			return question.equals("nothing") ? null : "app";
		}

	}

	static class Silent {

		@SpreadListener("team")
		void on(String question) {
			// answers nothing
		}

	}

}
