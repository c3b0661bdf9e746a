package io.github.spreadspring.benchmarks.soak.check;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.ListenerOverflowed;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MessagesDropped;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.TransitionalSignal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each rule with a history that breaks it, and what is allowed besides.
 */
class CheckerTests {

	private final History history = new History();

	private final History.Member anna = this.history.member("anna", "alpha");

	private final History.Member bert = this.history.member("bert", "beta");

	@Test
	void aGoodHistoryPasses() {
		this.history.join("g", this.anna);
		this.history.join("g", this.bert);
		this.history.send(this.anna, "g");
		this.history.send(this.bert, "g");
		this.history.leave("g", this.bert);
		this.history.send(this.anna, "g");
		this.history.disconnect("g", this.anna);
		Verdict verdict = this.history.finish();
		assertThat(verdict.violations()).isEmpty();
		assertThat(verdict.passed()).isTrue();
		assertThat(verdict.delivered()).isEqualTo(5);
		assertThat(verdict.compared()).isPositive();
	}

	@Test
	void aDuplicateIsFound() {
		bothIn("g");
		RegularMessage message = this.anna.message("g");
		this.bert.saw(message, message);
		assertThat(rules()).containsExactly(Rule.NO_DUPLICATE);
	}

	@Test
	void anUnorderedDuplicateIsFound() {
		bothIn("g");
		RegularMessage message = this.anna.unordered("g");
		this.bert.saw(this.anna.unordered("g"), message, message);
		assertThat(rules()).containsExactly(Rule.NO_DUPLICATE);
	}

	@Test
	void unorderedMessagesMayOvertakeAndBeMissing() {
		bothIn("g");
		RegularMessage first = this.anna.unordered("g");
		this.anna.unordered("g");
		this.bert.saw(this.anna.unordered("g"), first);
		assertThat(rules()).isEmpty();
	}

	@Test
	void aMessageThatComesTooLateIsFound() {
		bothIn("g");
		RegularMessage first = this.anna.message("g");
		RegularMessage second = this.anna.message("g");
		this.bert.saw(second, first);
		assertThat(rules()).containsExactly(Rule.SENDER_ORDER);
	}

	@Test
	void aHoleIsFound() {
		bothIn("g");
		this.bert.saw(this.anna.message("g"));
		this.anna.message("g");
		this.bert.saw(this.anna.message("g"));
		assertThat(rules()).containsExactly(Rule.NO_HOLE);
	}

	@Test
	void messagesForOtherGroupsAreNoHole() {
		bothIn("g");
		this.bert.saw(this.anna.message("g"));
		this.anna.message("other");
		this.bert.saw(this.anna.message("other", "g"));
		assertThat(rules()).isEmpty();
	}

	@Test
	void whatIsMissingDuringAnAnnouncedGapIsNoHole() {
		bothIn("g");
		this.bert.saw(this.anna.message("g"));
		this.anna.message("g");
		this.bert.saw(new ConnectionLost(this.bert.id(), "test"), this.bert.restored(this.bert.id()));
		this.bert.saw(new GroupJoined(this.history.view("g", this.anna, this.bert)), this.anna.message("g"));
		assertThat(rules()).isEmpty();
	}

	@Test
	void whatIsMissingWhereMessagesWereDroppedIsNoHole() {
		bothIn("g");
		RegularMessage lost = this.anna.message("g");
		this.anna.saw(lost);
		this.bert.saw(new MessagesDropped(1, 40), this.anna.message("g"));
		this.history.join("g", this.history.member("carl", "beta"));
		assertThat(rules()).isEmpty();
	}

	@Test
	void whoHadToLeaveMayBeBackInTheMidstOfAView() {
		bothIn("g");
		this.history.send(this.anna, "g");
		this.bert.saw(new ListenerOverflowed(List.of("g")), new GroupLeft("g"));
		this.anna.saw(this.anna.message("g"));
		this.bert.saw(new GroupJoined(this.history.now("g")));
		this.history.send(this.anna, "g");
		this.history.join("g", this.history.member("carl", "beta"));
		assertThat(rules()).isEmpty();
	}

	@Test
	void whatIsMissingWhereNobodyHadToLeaveIsFound() {
		bothIn("g");
		this.history.send(this.anna, "g");
		this.bert.saw(new GroupLeft("g"));
		this.anna.saw(this.anna.message("g"));
		this.bert.saw(new GroupJoined(this.history.now("g")));
		this.history.send(this.anna, "g");
		this.history.join("g", this.history.member("carl", "beta"));
		assertThat(rules()).containsExactly(Rule.SAME_SET);
	}

	@Test
	void aMessageFromBeforeAGapIsADuplicateAfterIt() {
		bothIn("g");
		RegularMessage message = this.anna.message("g");
		this.bert.saw(message, new ConnectionLost(this.bert.id(), "test"), this.bert.restored(this.bert.id()));
		this.bert.saw(new GroupJoined(this.history.view("g", this.anna, this.bert)), message);
		assertThat(rules()).containsExactly(Rule.NO_DUPLICATE);
	}

	@Test
	void whatASenderInAnotherComponentSentIsNoHole() {
		bothIn("g");
		this.bert.saw(this.anna.message("g"));
		this.bert.saw(this.history.network("g", List.of(this.bert), 0));
		this.anna.message("g");
		this.bert.saw(this.history.network("g", List.of(this.anna), List.of(this.bert), 1));
		this.bert.saw(this.anna.message("g"));
		assertThat(rules()).isEmpty();
	}

	@Test
	void whatASenderOfOurComponentSentMustNotBeMissing() {
		bothIn("g");
		this.bert.saw(this.anna.message("g"));
		this.bert.saw(this.history.network("g", List.of(this.anna, this.bert), 0));
		this.anna.message("g");
		this.bert.saw(this.anna.message("g"));
		assertThat(rules()).containsExactly(Rule.NO_HOLE);
	}

	@Test
	void anotherOrderIsFoundAcrossGroups() {
		bothIn("g");
		bothIn("h");
		RegularMessage one = this.anna.message("g");
		RegularMessage other = this.bert.message("h");
		this.anna.saw(one, other);
		this.bert.saw(other, one);
		assertThat(rules()).containsExactly(Rule.TOTAL_ORDER);
	}

	@Test
	void aMessageThatOnlyOneOfTwoGotIsFound() {
		bothIn("g");
		this.anna.saw(this.anna.message("g"));
		this.history.leave("g", this.bert);
		assertThat(rules()).containsExactly(Rule.SAME_SET);
	}

	@Test
	void aMessageOnAnotherSideOfAViewIsFound() {
		bothIn("g");
		History.Member carl = this.history.member("carl", "beta");
		RegularMessage message = this.anna.message("g");
		this.anna.saw(message);
		this.history.join("g", carl);
		this.bert.saw(message);
		assertThat(rules()).containsExactly(Rule.SAME_SET);
	}

	@Test
	void thoseOfAnotherComponentMayHaveGotSomethingElse() {
		bothIn("g");
		this.anna.saw(this.anna.message("g"));
		this.anna.saw(this.history.network("g", List.of(this.anna), 0));
		this.bert.saw(this.history.network("g", List.of(this.bert), 0));
		assertThat(rules()).isEmpty();
	}

	@Test
	void thoseOfOneComponentMustHaveGotTheSame() {
		bothIn("g");
		this.anna.saw(this.anna.message("g"));
		var change = this.history.network("g", List.of(this.anna, this.bert), 0);
		this.anna.saw(change);
		this.bert.saw(change);
		assertThat(rules()).containsExactly(Rule.SAME_SET);
	}

	@Test
	void aSafeMessageBeforeTheSignalMustBeEverywhere() {
		bothIn("g");
		this.anna.saw(this.anna.safe("g"), new TransitionalSignal("g", this.history.now("g").id()));
		this.anna.saw(this.history.network("g", List.of(this.anna), 0));
		this.bert.saw(this.history.network("g", List.of(this.bert), 0));
		assertThat(rules()).containsExactly(Rule.SAFE_EVERYWHERE);
	}

	@Test
	void aSafeMessageAfterTheSignalMayBeOursAlone() {
		bothIn("g");
		this.anna.saw(new TransitionalSignal("g", this.history.now("g").id()), this.anna.safe("g"));
		this.anna.saw(this.history.network("g", List.of(this.anna), 0));
		this.bert.saw(this.history.network("g", List.of(this.bert), 0));
		assertThat(rules()).isEmpty();
	}

	@Test
	void membersOfOneSetMustComeFromOneView() {
		bothIn("g");
		var change = this.history.network("g", List.of(this.anna, this.bert), 0);
		this.anna.saw(change, this.history.network("g", List.of(this.anna, this.bert), 0));
		this.bert.saw(this.history.lastChange());
		assertThat(rules()).containsExactly(Rule.SAME_VIEW_BEFORE);
	}

	@Test
	void whatIsNotThereAtTheEndIsFound() {
		bothIn("g");
		this.anna.saw(this.anna.message("g"));
		this.history.peace();
		assertThat(rules()).containsExactly(Rule.SAME_SET);
	}

	@Test
	void oneIdWithTwoMemberListsIsFound() {
		this.history.join("g", this.anna);
		this.bert.saw(new GroupJoined(this.history.current("g", this.bert, this.anna, this.bert)));
		assertThat(rules()).contains(Rule.SAME_MEMBERS);
	}

	@Test
	void anIdMayComeBackAfterTheGroupWasEmpty() {
		this.history.join("g", this.anna);
		this.history.leave("g", this.anna);
		this.history.restart("g");
		this.history.join("g", this.bert);
		assertThat(rules()).isEmpty();
	}

	@Test
	void aViewWithoutOurselvesIsFound() {
		this.bert.saw(new GroupJoined(this.history.view("g", this.anna)));
		assertThat(rules()).containsExactly(Rule.SOUND_VIEW);
	}

	@Test
	void aViewThatSkipsAChangeIsFound() {
		History.Member carl = this.history.member("carl", "beta");
		this.history.join("g", this.anna);
		this.history.view("g", this.anna, carl);
		this.history.join("g", this.bert);
		assertThat(rules()).contains(Rule.SOUND_VIEW);
	}

	@Test
	void joiningOfWhoIsThereAlreadyIsFound() {
		bothIn("g");
		this.bert.saw(new MemberJoined(this.history.view("g", this.anna, this.bert), this.anna.id()));
		assertThat(rules()).containsExactly(Rule.SOUND_VIEW);
	}

	@Test
	void aSignalForAnotherViewIsFound() {
		bothIn("g");
		var old = this.history.now("g");
		this.history.leave("g", this.anna);
		this.bert.saw(new TransitionalSignal("g", old.id()));
		assertThat(rules()).containsExactly(Rule.SOUND_VIEW);
	}

	@Test
	void aMessageBeforeJoiningIsFound() {
		this.bert.saw(this.anna.message("g"));
		assertThat(rules()).containsExactly(Rule.EVENT_ORDER);
	}

	@Test
	void aMessageAfterLeavingIsFound() {
		bothIn("g");
		this.bert.saw(new GroupLeft("g"), this.anna.message("g"));
		assertThat(rules()).containsExactly(Rule.EVENT_ORDER);
	}

	@Test
	void joiningTwiceIsFound() {
		bothIn("g");
		this.bert.saw(new GroupJoined(this.history.now("g")));
		assertThat(rules()).containsExactly(Rule.EVENT_ORDER);
	}

	@Test
	void aGapThatIsNotAnnouncedIsFound() {
		bothIn("g");
		this.bert.saw(this.bert.restored(this.bert.id()));
		assertThat(rules()).containsExactly(Rule.EVENT_ORDER);
	}

	@Test
	void leavingMayEndWithTheConnection() {
		bothIn("g");
		this.bert.saw(new ConnectionLost(this.bert.id(), "test"), new GroupLeft("g"));
		assertThat(rules()).isEmpty();
	}

	@Test
	void aDamagedBodyIsFound() {
		bothIn("g");
		RegularMessage message = this.anna.message("g");
		message.body()[message.body().length - 1] ^= 1;
		this.bert.saw(message);
		assertThat(rules()).containsExactly(Rule.INTACT_BODY);
	}

	@Test
	void aForeignSenderIsFound() {
		bothIn("g");
		this.bert.saw(this.anna.message("g").sender().equals(this.anna.id()) ? this.anna.messageFrom(this.bert, "g")
				: this.anna.message("g"));
		assertThat(rules()).containsExactly(Rule.TRUE_SENDER);
	}

	@Test
	void aLostTailIsCountedOnly() {
		bothIn("g");
		this.bert.saw(this.anna.message("g"));
		this.anna.message("g");
		this.anna.message("g");
		Verdict verdict = this.history.finish();
		assertThat(verdict.passed()).isTrue();
		assertThat(verdict.lostTails()).isOne();
		assertThat(verdict.lostMessages()).isEqualTo(2);
	}

	private void bothIn(String group) {
		this.history.join(group, this.anna);
		this.history.join(group, this.bert);
	}

	private List<Rule> rules() {
		return this.history.finish().violations().stream().map(Violation::rule).toList();
	}

}
