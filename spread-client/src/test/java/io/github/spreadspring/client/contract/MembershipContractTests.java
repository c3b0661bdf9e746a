package io.github.spreadspring.client.contract;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.SelfLeft;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MembershipCause;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every change of membership that a lone daemon can produce.
 */
@DaemonContract
class MembershipContractTests {

	@RegisterExtension
	final Clients clients;

	private final String group;

	MembershipContractTests(Combination combination) {
		this.clients = new Clients(combination);
		this.group = this.clients.group("g");
	}

	@Test
	void whoJoinsGetsTheViewThatContainsHim() {
		Mailbox alice = this.clients.connect("alice");
		alice.connection().join(this.group);
		MemberJoined joined = alice.next(MemberJoined.class);
		assertThat(joined.member()).isEqualTo(alice.id());
		assertThat(joined.group()).isEqualTo(this.group);
		assertThat(joined.cause()).isEqualTo(MembershipCause.JOIN);
		assertThat(joined.view().members()).containsExactly(alice.id());
		assertThat(joined.view().id().index()).isEqualTo(1);
	}

	@Test
	void aJoinIsTheSameForAllMembers() {
		Mailbox alice = member("alice");
		Mailbox bob = this.clients.connect("bob");
		bob.connection().join(this.group);
		MemberJoined seenByBob = bob.next(MemberJoined.class);
		assertThat(seenByBob.member()).isEqualTo(bob.id());
		assertThat(seenByBob.view().members()).containsExactly(alice.id(), bob.id());
		assertThat(alice.next()).isEqualTo(seenByBob);
	}

	@Test
	void membersAreListedByTheBytesOfTheirNamesHoweverTheyCame() {
		Mailbox bob = member("bob");
		Mailbox zed = this.clients.connect("Zed");
		Mailbox alice = this.clients.connect("alice");
		zed.join(this.group);
		assertThat(alice.join(this.group).members()).containsExactly(zed.id(), alice.id(), bob.id());
	}

	@Test
	void joiningTwiceIsNotAnswered() {
		Mailbox alice = member("alice");
		alice.connection().join(this.group);
		alice.expectNothingElse();
	}

	@Test
	void whoLeavesIsToldSoAndNothingMore() {
		Mailbox alice = member("alice");
		member("bob");
		alice.next(MemberJoined.class);
		alice.connection().leave(this.group);
		assertThat(alice.next()).isEqualTo(new SelfLeft(this.group));
		alice.expectNothingElse();
	}

	@Test
	void aLeaveIsSeenByTheOthers() {
		Mailbox alice = member("alice");
		Mailbox bob = member("bob");
		alice.connection().leave(this.group);
		MemberLeft left = bob.next(MemberLeft.class);
		assertThat(left.member()).isEqualTo(alice.id());
		assertThat(left.cause()).isEqualTo(MembershipCause.LEAVE);
		assertThat(left.view().members()).containsExactly(bob.id());
		bob.expectNothingElse();
	}

	@Test
	void leavingAGroupOneIsNotInIsNotAnswered() {
		Mailbox alice = this.clients.connect("alice");
		member("bob");
		alice.connection().leave(this.group);
		alice.connection().leave(this.clients.group("unknown"));
		alice.expectNothingElse();
	}

	@Test
	void aCleanDisconnectIsSeenByTheOthers() {
		Mailbox alice = member("alice");
		Mailbox bob = member("bob");
		alice.close();
		expectDisconnected(bob, alice);
	}

	@Test
	void aCrashLooksLikeADisconnect() {
		Mailbox alice = member("alice");
		Mailbox bob = member("bob");
		alice.connection().kill();
		expectDisconnected(bob, alice);
	}

	@Test
	void aDisconnectIsToldForEachGroupInTheOrderOfTheirNames() {
		String first = this.clients.group("A");
		String last = this.clients.group("b");
		Mailbox alice = this.clients.connect("alice");
		alice.join(last, this.group, first);
		Mailbox bob = this.clients.connect("bob");
		bob.join(this.group, first, last);
		alice.close();
		assertThat(List.of(bob.next(MemberDisconnected.class).group(), bob.next(MemberDisconnected.class).group(),
				bob.next(MemberDisconnected.class).group()))
			.containsExactly(first, last, this.group);
	}

	@Test
	void everyChangeCountsTheIndexOfTheViewUp() {
		Mailbox alice = this.clients.connect("alice");
		GroupView view = alice.join(this.group);
		GroupId first = view.id();
		Mailbox bob = member("bob");
		Mailbox carol = member("carol");
		bob.connection().leave(this.group);
		carol.close();
		for (int index = 2; index <= 5; index++) {
			assertThat(alice.next(ViewChanged.class).view().id())
				.isEqualTo(new GroupId(first.daemonId(), first.time(), index));
		}
	}

	@Test
	void aGroupThatWasEmptyBeginsAnew() {
		Mailbox alice = this.clients.connect("alice");
		GroupId first = alice.join(this.group).id();
		alice.connection().leave(this.group);
		alice.next(SelfLeft.class);
		assertThat(alice.join(this.group).id()).isEqualTo(first);
	}

	@Test
	void whoWantsNoMembershipGetsNoneButIsAMember() {
		Mailbox alice = this.clients.connect(this.clients.settings("alice").membership(false));
		alice.connection().join(this.group);
		alice.expectNothingElse();
		Mailbox bob = this.clients.connect("bob");
		assertThat(bob.join(this.group).members()).containsExactly(alice.id(), bob.id());
		bob.send(this.group, "hello");
		assertThat(alice.nextText()).isEqualTo("hello");
		alice.connection().leave(this.group);
		assertThat(bob.nextText()).isEqualTo("hello");
		bob.next(MemberLeft.class);
		alice.expectNothingElse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "a/b@c.d,e:f", "$~", "a-name-of-thirty-one-characters" })
	void everyLegalNameCanBeJoined(String group) {
		Mailbox alice = this.clients.connect("alice");
		assertThat(alice.join(group).group()).isEqualTo(group);
		alice.send(group, "hello");
		assertThat(alice.nextText()).isEqualTo("hello");
	}

	@Test
	void groupsThatDifferInCaseAreDifferent() {
		Mailbox alice = member("alice");
		this.clients.connect("bob").join(this.group.toUpperCase(java.util.Locale.ROOT));
		alice.expectNothingElse();
	}

	@Test
	void onlyMembersSeeTheChangesOfAGroup() {
		Mailbox alice = this.clients.connect("alice");
		alice.join(this.clients.group("other"));
		member("bob").close();
		alice.expectNothingElse();
	}

	@Test
	void severalJoinsAtATimeGiveOneViewEachInOneOrder() {
		Mailbox watcher = member("watch");
		List<Mailbox> members = List.of(this.clients.connect("a"), this.clients.connect("b"), this.clients.connect("c"),
				this.clients.connect("d"));
		members.parallelStream().forEach((member) -> member.connection().join(this.group));
		for (int size = 2; size <= 5; size++) {
			SpreadMessage joined = watcher.next(MemberJoined.class);
			assertThat(((ViewChanged) joined).view().members()).hasSize(size);
			members.stream()
				.filter((member) -> ((ViewChanged) joined).view().contains(member.id()))
				.forEach((member) -> assertThat(member.next()).isEqualTo(joined));
		}
	}

	private Mailbox member(String name) {
		Mailbox mailbox = this.clients.connect(name);
		mailbox.join(this.group);
		return mailbox;
	}

	private void expectDisconnected(Mailbox witness, Mailbox gone) {
		MemberDisconnected disconnected = witness.next(MemberDisconnected.class);
		assertThat(disconnected.member()).isEqualTo(gone.id());
		assertThat(disconnected.cause()).isEqualTo(MembershipCause.DISCONNECT);
		assertThat(disconnected.view().members()).containsExactly(witness.id());
		witness.expectNothingElse();
	}

}
