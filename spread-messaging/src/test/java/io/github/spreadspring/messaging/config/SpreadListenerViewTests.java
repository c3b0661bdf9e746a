package io.github.spreadspring.messaging.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.messaging.ListeningApplication;
import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.protocol.MemberId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the view and the members that parameters of listener methods get.
 */
class SpreadListenerViewTests {

	@RegisterExtension
	final ListeningApplication app = new ListeningApplication();

	@Test
	void aMessageComesWithTheViewInWhichItWasDelivered() {
		this.app.start(Viewing.class);
		this.app.peer().send("orders", "alone");
		this.app.peer().join("orders");
		this.app.peer().send("orders", "two");
		this.app.peer().leave("orders");
		this.app.peer().send("orders", "alone again");
		assertThat(this.app.received().call()).containsExactly("alone", "orders", 1);
		assertThat(this.app.received().call()).containsExactly("two", "orders", 2);
		assertThat(this.app.received().call()).containsExactly("alone again", "orders", 1);
	}

	@Test
	void aMessageForSeveralGroupsHasTheViewOfTheFirstThatWeAreIn() {
		AnnotationConfigApplicationContext context = this.app.start(Viewing.class);
		this.app.network().awaitIn(context, "audit");
		this.app.peer()
			.send(OutboundMessage.of("other", "text".getBytes(StandardCharsets.UTF_8)).to("other", "audit", "orders"));
		assertThat(this.app.received().call()).containsExactly("text", "audit", 1);
	}

	@Test
	void theViewIsNewAfterTheConnectionWasRestored() {
		this.app.start(Viewing.class);
		this.app.peer().join("orders");
		this.app.peer().send("orders", "two");
		assertThat(this.app.received().call()).containsExactly("two", "orders", 2);
		this.app.network().restartDaemon();
		Peer next = this.app.network().peer("next");
		await().until(() -> {
			next.send("orders", "after");
			return !this.app.received().isEmpty();
		});
		assertThat(this.app.received().call()).containsExactly("after", "orders", 1);
	}

	@Test
	void aMessageToUsAloneHasNoView() {
		this.app.start(OptionalViews.class, RequiredView.class);
		this.app.peer().send("#app#localhost", "for you");
		List<List<Object>> calls = List.of(this.app.received().call(), this.app.received().call());
		assertThat(calls).containsExactlyInAnyOrder(List.of("optional", false), List.of("nullable", false));
		await().until(() -> !this.app.errors().failures().isEmpty());
		assertThat(this.app.errors().failures().get(0).getCause()).isInstanceOf(MethodArgumentResolutionException.class)
			.hasMessageContaining("Optional<GroupView>");
		this.app.peer().send("orders", "for all");
		calls = List.of(this.app.received().call(), this.app.received().call(), this.app.received().call());
		assertThat(calls).containsExactlyInAnyOrder(List.of("optional", true), List.of("nullable", true),
				List.of("required", true));
	}

	@Test
	void anEventComesWithItsViewAndMember() {
		this.app.start(Events.class);
		assertThat(this.app.received().call()).containsExactly("GroupJoined", 1);
		this.app.peer().join("orders");
		assertThat(this.app.received().call()).containsExactly("MemberJoined", 2, MemberId.of(this.app.peer().id()));
		this.app.peer().leave("orders");
		assertThat(this.app.received().call()).containsExactly("MemberLeft", 1, MemberId.of(this.app.peer().id()));
		this.app.peer().join("orders");
		assertThat(this.app.received().call()).containsExactly("MemberJoined", 2, MemberId.of(this.app.peer().id()));
		this.app.peer().kill();
		assertThat(this.app.received().call()).containsExactly("MemberDisconnected", 1, MemberId.of("#peer#localhost"));
	}

	@Test
	void aMemberOfAnEventThatHasNoneIsToldOf() {
		assertFails(List.of("beside ViewChanged", "MemberId cannot be given"), MemberOfView.class);
	}

	@Test
	void aViewOfAnEventThatHasNoneIsToldOf() {
		assertFails(List.of("beside GroupLeft", "GroupView cannot be given"), ViewOfLeft.class);
	}

	private void assertFails(List<String> texts, Class<?>... components) {
		AnnotationConfigApplicationContext context = this.app.network().context(components);
		assertThatThrownBy(context::refresh).hasMessageContaining("@SpreadListener on ")
			.satisfies((failure) -> assertThat(failure.getMessage()).contains(texts));
	}

	abstract static class Recorder {

		@Autowired
		Received received;

	}

	static class Viewing extends Recorder {

		@SpreadListener({ "orders", "audit" })
		void on(String text, GroupView view) {
			this.received.add(text, view.group(), view.members().size());
		}

	}

	static class OptionalViews extends Recorder {

		@SpreadListener({ "orders", SpreadListener.PRIVATE })
		void optional(String text, Optional<GroupView> view) {
			this.received.add("optional", view.isPresent());
		}

		@SpreadListener({ "orders", SpreadListener.PRIVATE })
		void nullable(String text, @Nullable GroupView view) {
			this.received.add("nullable", view != null);
		}

	}

	static class RequiredView extends Recorder {

		@SpreadListener({ "orders", SpreadListener.PRIVATE })
		void required(String text, GroupView view) {
			this.received.add("required", view != null);
		}

	}

	@SpreadListener("orders")
	static class Events extends Recorder {

		@SpreadHandler
		void on(GroupView view, GroupJoined event) {
			this.received.add("GroupJoined", view.members().size());
		}

		@SpreadHandler
		void on(MemberJoined event, GroupView view, MemberId member) {
			this.received.add("MemberJoined", view.members().size(), member);
		}

		@SpreadHandler
		void on(MemberLeft event, GroupView view, MemberId member) {
			this.received.add("MemberLeft", view.members().size(), member);
		}

		@SpreadHandler
		void on(MemberDisconnected event, GroupView view, MemberId member) {
			this.received.add("MemberDisconnected", view.members().size(), member);
		}

	}

	static class MemberOfView {

		@SpreadListener("orders")
		void on(ViewChanged event, MemberId member) {
		}

	}

	static class ViewOfLeft {

		@SpreadListener("orders")
		void on(GroupLeft event, GroupView view) {
		}

	}

}
