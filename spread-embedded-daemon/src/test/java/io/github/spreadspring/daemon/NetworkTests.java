package io.github.spreadspring.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.spreadspring.protocol.Frame;
import io.github.spreadspring.protocol.GroupId;
import io.github.spreadspring.protocol.MembershipBody;
import io.github.spreadspring.protocol.MembershipCause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What clients of several daemons see when these lose and find each other. Losses are
 * noticed at once here.
 */
@Timeout(30)
class NetworkTests {

	@RegisterExtension
	final CloseAfterEach resources = new CloseAfterEach();

	private EmbeddedSpreadNetwork network;

	@BeforeEach
	void start() {
		this.network = this.resources
			.start(EmbeddedSpreadNetwork.builder().daemons("alpha", "beta", "gamma").detectionTime(Duration.ZERO));
	}

	@Test
	void aMessageReachesMembersAtAllDaemons() throws IOException {
		TestClient anna = connect("alpha", "anna").joined("g");
		TestClient bert = connect("beta", "bert").joined("g");
		TestClient carl = connect("gamma", "carl").joined("g");
		skip(anna, 2);
		skip(bert, 1);
		anna.multicast("g", "to all");
		assertThat(anna.receiveText()).isEqualTo("to all");
		assertThat(bert.receiveText()).isEqualTo("to all");
		assertThat(carl.receiveText()).isEqualTo("to all");
		carl.multicast("#anna#alpha", "private");
		assertThat(anna.receiveText()).isEqualTo("private");
	}

	@Test
	void theSamePrivateNameCanBeInUseAtTwoDaemons() throws IOException {
		TestClient first = connect("alpha", "twin");
		TestClient second = connect("beta", "twin");
		first.multicast("#twin#beta", "hello");
		assertThat(second.receiveText()).isEqualTo("hello");
		assertThat(this.network.daemon("alpha").sessions()).isEqualTo(1);
		assertThat(this.network.daemon("gamma").sessions()).isZero();
	}

	@Test
	void membersAreListedByDaemonAndThenByName() throws IOException {
		connect("gamma", "anna").joined("g");
		connect("alpha", "zoe").joined("g");
		connect("beta", "abe").joined("g");
		Frame join = connect("alpha", "Zed").join("g").receive();
		assertThat(join.groups()).containsExactly("#Zed#alpha", "#zoe#alpha", "#abe#beta", "#anna#gamma");
	}

	@Test
	void aPartitionIsSignalledAndThenBringsAViewToEverySide() throws IOException {
		TestClient anna = connect("alpha", "anna").joined("g");
		TestClient bert = connect("beta", "bert").joined("g");
		TestClient carl = connect("gamma", "carl").joined("g");
		skip(anna, 2);
		skip(bert, 1);
		GroupId before = lastId(carl, bert, anna);
		this.network.partition(List.of("alpha"));
		assertThat(this.network.components()).containsExactly(Set.of("alpha"), Set.of("beta", "gamma"));
		assertTransition(anna, before);
		assertThat(assertView(anna, "#anna#alpha").ownSet()).isZero();
		assertTransition(bert, before);
		MembershipBody view = assertView(bert, "#bert#beta", "#carl#gamma");
		assertThat(view.sets()).containsExactly(List.of("#bert#beta", "#carl#gamma"));
		assertThat(view.groupId().index()).isEqualTo(1);
		assertTransition(carl, before);
		assertThat(assertView(carl, "#bert#beta", "#carl#gamma")).isEqualTo(view);
		bert.multicast("g", "here only");
		bert.multicast("#anna#alpha", "to nobody");
		assertThat(carl.receiveText()).isEqualTo("here only");
		anna.multicast("g", "there only");
		assertThat(anna.receiveText()).isEqualTo("there only");
	}

	@Test
	void aMergeBringsOneViewWithTheSetsOfBothSides() throws IOException {
		TestClient anna = connect("alpha", "anna").joined("g");
		TestClient bert = connect("beta", "bert").joined("g");
		skip(anna, 1);
		this.network.partition(List.of("alpha"));
		skip(anna, 2);
		skip(bert, 2);
		this.network.merge();
		assertThat(this.network.components()).containsExactly(Set.of("alpha", "beta", "gamma"));
		MembershipBody seenByAnna = assertView(anna, "#anna#alpha", "#bert#beta");
		MembershipBody seenByBert = assertView(bert, "#anna#alpha", "#bert#beta");
		assertThat(seenByAnna.sets()).containsExactlyInAnyOrder(List.of("#anna#alpha"), List.of("#bert#beta"))
			.isEqualTo(seenByBert.sets());
		assertThat(seenByAnna.sets().get(seenByAnna.ownSet())).containsExactly("#anna#alpha");
		assertThat(seenByBert.sets().get(seenByBert.ownSet())).containsExactly("#bert#beta");
		assertThat(seenByAnna.groupId()).isEqualTo(seenByBert.groupId());
		bert.multicast("g", "together");
		assertThat(anna.receiveText()).isEqualTo("together");
	}

	@Test
	void aGroupWithoutMembersElsewhereSeesNothingWhileNewGroupsUseTheNewMembership() throws IOException {
		TestClient anna = connect("alpha", "anna");
		GroupId before = MembershipBody.of(anna.join("own").receive()).groupId();
		this.network.partition(List.of("alpha"));
		GroupId other = MembershipBody.of(anna.join("new").receive()).groupId();
		assertThat(other.daemonId()).isEqualTo("alpha".hashCode());
		assertThat(other.time()).isGreaterThan(before.time());
		this.network.merge();
		TestClient bert = connect("beta", "bert");
		assertThat(MembershipBody.of(bert.join("own").receive()).groupId())
			.isEqualTo(new GroupId(before.daemonId(), before.time(), 2));
		assertThat(anna.receive().type().cause()).isEqualTo(MembershipCause.JOIN);
		assertThat(MembershipBody.of(bert.join("new").receive()).groupId())
			.isEqualTo(new GroupId(other.daemonId(), other.time(), 2));
	}

	@Test
	void allSignalsComeBeforeAllViewsBothInTheOrderOfTheGroups() throws IOException {
		TestClient anna = connect("alpha", "anna").joined("b").joined("a").joined("own");
		TestClient bert = connect("beta", "bert").joined("a").joined("b");
		skip(anna, 2);
		this.network.daemon("beta").kill();
		assertThat(bert.readToEnd()).isEmpty();
		assertThat(anna.receive()).satisfies((frame) -> assertThat(frame.type().isTransition()).isTrue())
			.returns("a", Frame::privateGroup);
		assertThat(anna.receive()).satisfies((frame) -> assertThat(frame.type().isTransition()).isTrue())
			.returns("b", Frame::privateGroup);
		assertThat(anna.receive()).satisfies((frame) -> assertThat(frame.type().isView()).isTrue())
			.returns("a", Frame::privateGroup);
		assertThat(anna.receive()).satisfies((frame) -> assertThat(frame.type().isView()).isTrue())
			.returns("b", Frame::privateGroup);
		assertThat(anna.multicast("own", "next").receiveText()).isEqualTo("next");
	}

	@Test
	void aDaemonThatIsKilledIsLostAndComesBackUnnoticed() throws IOException {
		TestClient anna = connect("alpha", "anna").joined("g");
		TestClient bert = connect("beta", "bert").joined("g");
		skip(anna, 1);
		int port = this.network.daemon("beta").port();
		this.network.daemon("beta").kill();
		assertThat(bert.readToEnd()).isEmpty();
		assertThat(this.network.components()).containsExactly(Set.of("alpha", "gamma"));
		assertThat(anna.receive().type().isTransition()).isTrue();
		assertView(anna, "#anna#alpha");
		this.network.daemon("beta").start();
		assertThat(this.network.daemon("beta").port()).isEqualTo(port);
		assertThat(this.network.components()).containsExactly(Set.of("alpha", "beta", "gamma"));
		assertThat(anna.multicast("g", "nothing before").receiveText()).isEqualTo("nothing before");
		Frame join = connect("beta", "bert").join("g").receive();
		assertThat(join.groups()).containsExactly("#anna#alpha", "#bert#beta");
	}

	@Test
	void membersCanBeLostAndFoundInOneStep() throws IOException {
		TestClient anna = connect("alpha", "anna").joined("g");
		TestClient bert = connect("beta", "bert").joined("g");
		TestClient carl = connect("gamma", "carl").joined("g");
		skip(anna, 2);
		skip(bert, 1);
		this.network.partition(List.of("alpha", "beta"), List.of("gamma"));
		skip(anna, 2);
		skip(bert, 2);
		skip(carl, 2);
		this.network.partition(List.of("alpha"), List.of("beta", "gamma"));
		assertThat(anna.receive().type().isTransition()).isTrue();
		assertView(anna, "#anna#alpha");
		assertThat(bert.receive().type().isTransition()).isTrue();
		MembershipBody view = assertView(bert, "#bert#beta", "#carl#gamma");
		assertThat(view.sets()).containsExactlyInAnyOrder(List.of("#bert#beta"), List.of("#carl#gamma"));
		assertThat(assertView(carl, "#bert#beta", "#carl#gamma").sets()).isEqualTo(view.sets());
	}

	@Test
	void aFrozenDaemonIsLostAndItsClientsSeeThatOnlyWhenItGoesOn() throws IOException {
		TestClient anna = connect("alpha", "anna").joined("g");
		TestClient bert = connect("beta", "bert").joined("g");
		TestClient bill = connect("beta", "bill").joined("g");
		skip(anna, 2);
		skip(bert, 1);
		GroupId before = lastId(bill, bert, anna);
		this.network.daemon("beta").faults().freeze();
		assertThat(this.network.components()).containsExactly(Set.of("alpha", "gamma"), Set.of("beta"));
		assertTransition(anna, before);
		assertView(anna, "#anna#alpha");
		anna.multicast("g", "alone");
		assertThat(anna.receiveText()).isEqualTo("alone");
		bert.multicast("g", "sent meanwhile");
		assertThat(bert.isSilent()).isTrue();
		this.network.daemon("beta").faults().thaw();
		MembershipBody view = assertView(anna, "#anna#alpha", "#bert#beta", "#bill#beta");
		assertThat(view.sets()).containsExactlyInAnyOrder(List.of("#anna#alpha"), List.of("#bert#beta", "#bill#beta"));
		assertTransition(bert, before);
		MembershipBody other = assertView(bert, "#anna#alpha", "#bert#beta", "#bill#beta");
		assertThat(other.sets()).isEqualTo(view.sets());
		assertThat(other.sets().get(other.ownSet())).containsExactly("#bert#beta", "#bill#beta");
		assertTransition(bill, before);
		assertThat(assertView(bill, "#anna#alpha", "#bert#beta", "#bill#beta")).isEqualTo(other);
		assertThat(anna.receiveText()).isEqualTo("sent meanwhile");
		assertThat(bill.receiveText()).isEqualTo("sent meanwhile");
	}

	@Test
	void aFrozenDaemonWithoutOthersGoesOnAsIfNothingHadBeen() throws IOException {
		this.network.partition(List.of("alpha"));
		TestClient anna = connect("alpha", "anna").joined("g");
		this.network.daemon("alpha").faults().freeze();
		anna.multicast("g", "later");
		this.network.daemon("alpha").faults().thaw();
		assertThat(anna.receiveText()).isEqualTo("later");
	}

	@Test
	void aDaemonThatIsFrozenAndThenKilledLeavesNothingToTell() throws IOException {
		TestClient anna = connect("alpha", "anna").joined("g");
		connect("beta", "bert").joined("g");
		skip(anna, 1);
		this.network.daemon("beta").faults().freeze();
		skip(anna, 2);
		this.network.daemon("beta").restart();
		assertThat(this.network.components()).containsExactly(Set.of("alpha", "beta", "gamma"));
		assertThat(anna.multicast("g", "nothing before").receiveText()).isEqualTo("nothing before");
	}

	@Test
	void aClientThatWantsNoMembershipSeesNoneOfThis() throws IOException {
		TestClient quiet = this.resources
			.add(TestClient.connectWithoutMembership(this.network.daemon("alpha"), "quiet"))
			.join("g");
		assertThat(quiet.multicast("g", "in").receiveText()).isEqualTo("in");
		TestClient bert = connect("beta", "bert").joined("g");
		this.network.partition(List.of("alpha"));
		skip(bert, 2);
		this.network.merge();
		assertView(bert, "#quiet#alpha", "#bert#beta");
		assertThat(quiet.multicast("g", "next").receiveText()).isEqualTo("next");
	}

	@Test
	void closingTheNetworkEndsAllConnectionsWithoutAWord() throws IOException {
		TestClient anna = connect("alpha", "anna").joined("g");
		TestClient bert = connect("beta", "bert").joined("g");
		skip(anna, 1);
		int port = this.network.daemon("beta").port();
		this.network.close();
		assertThat(anna.readToEnd()).isEmpty();
		assertThat(bert.readToEnd()).isEmpty();
		assertThatIllegalStateException().isThrownBy(this.network::merge).withMessageContaining("start()");
		assertThatIllegalStateException().isThrownBy(this.network.daemon("beta")::start);
		this.network.start();
		assertThat(this.network.daemon("beta").port()).isEqualTo(port);
		connect("beta", "bert").joined("g");
	}

	@Test
	void wrongNamesAreRefusedWithTheRightOnes() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.network.daemon("delta"))
			.withMessageContaining("[alpha, beta, gamma]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.network.partition(List.of("delta")));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.network.partition(List.of("alpha"), List.of("alpha", "beta")))
			.withMessageContaining("\"alpha\" is named twice");
		assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedSpreadNetwork.builder().daemons("a", "a"));
		assertThatIllegalStateException().isThrownBy(() -> EmbeddedSpreadNetwork.builder().build())
			.withMessageContaining("daemons(");
		assertThatIllegalStateException().isThrownBy(() -> EmbeddedSpreadNetwork.builder()
			.daemons("a")
			.customize((name, builder) -> builder.name("b"))
			.build());
	}

	private TestClient connect(String daemon, String name) throws IOException {
		return this.resources.connect(this.network.daemon(daemon), name);
	}

	private static void skip(TestClient client, int frames) throws IOException {
		for (int i = 0; i < frames; i++) {
			client.receive();
		}
	}

	/**
	 * Return the id of the group "g" after one more member came and went.
	 */
	private GroupId lastId(TestClient... members) throws IOException {
		TestClient probe = connect("alpha", "probe").join("g");
		GroupId id = MembershipBody.of(probe.receive()).groupId();
		probe.leave("g").receive();
		for (TestClient member : members) {
			skip(member, 2);
		}
		return new GroupId(id.daemonId(), id.time(), id.index() + 1);
	}

	private static void assertTransition(TestClient client, GroupId ending) throws IOException {
		Frame frame = client.receive();
		assertThat(frame.type().isTransition()).as(frame.toString()).isTrue();
		assertThat(GroupId.ofTransition(frame)).isEqualTo(ending);
	}

	private static MembershipBody assertView(TestClient client, String... members) throws IOException {
		Frame frame = client.receive();
		assertThat(frame.type().cause()).isEqualTo(MembershipCause.NETWORK);
		assertThat(frame.groups()).containsExactly(members);
		return MembershipBody.of(frame);
	}

}
