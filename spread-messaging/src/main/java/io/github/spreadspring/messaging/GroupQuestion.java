package io.github.spreadspring.messaging;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.springframework.messaging.Message;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.client.session.SendCallback;
import io.github.spreadspring.protocol.MemberId;

/**
 * Waits for a reply of each member of the view in which a question is delivered.
 * <p>
 * The question comes back to us at its place in the order; whoever is in the view then
 * gets it. Of these, those who leave without an answer are not waited for.
 */
final class GroupQuestion implements PendingReply, SendCallback {

	private final String group;

	private final MemberId self;

	private final Function<RegularMessage, Message<?>> reader;

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<MemberId, RegularMessage> answers = new LinkedHashMap<>();

	private final Set<MemberId> left = new LinkedHashSet<>();

	/** Who is asked; empty until the question is delivered. */
	private final Set<MemberId> asked = new LinkedHashSet<>();

	private GroupView view;

	private boolean delivered;

	/** How many listeners of our own may still answer. */
	private int answering;

	/**
	 * Create a question.
	 * @param self who asks
	 * @param view who is in the group now
	 * @param reader turns answers into messages of Spring
	 */
	GroupQuestion(MemberId self, GroupView view, Function<RegularMessage, Message<?>> reader) {
		this.group = view.group();
		this.self = self;
		this.reader = reader;
		this.view = view;
	}

	/**
	 * Return when there is nothing more to wait for.
	 * @return completes when all have answered or left, exceptionally when that cannot be
	 * known
	 */
	CompletableFuture<Void> done() {
		return this.done;
	}

	@Override
	public void confirmed(List<GroupView> views, int answering) {
		this.lock.lock();
		try {
			this.delivered = true;
			views.stream().filter((view) -> view.group().equals(this.group)).findFirst().ifPresent((view) -> {
				this.view = view;
				this.asked.addAll(view.members());
			});
			this.answering = answering;
			if (answering == 0) {
				this.asked.remove(this.self);
			}
		}
		finally {
			this.lock.unlock();
		}
		check();
	}

	@Override
	public void unconfirmed() {
		this.done.completeExceptionally(new IllegalStateException(
				"Group '%s' was left before the question was delivered, or the daemon refused the question; only members can ask everybody"
					.formatted(this.group)));
	}

	@Override
	public void lost(ConnectionClosedException failure) {
		lost(String.valueOf(failure.getMessage()));
	}

	@Override
	public void lost(ConnectionLost event) {
		lost("The connection was lost before all had answered. %s".formatted(event.reason()));
	}

	private void lost(String message) {
		this.done.completeExceptionally(new RepliesLostException(message, replies()));
	}

	@Override
	public boolean reply(RegularMessage message) {
		boolean first;
		this.lock.lock();
		try {
			first = !this.done.isDone() && this.answers.putIfAbsent(message.sender(), message) == null;
			this.left.remove(message.sender());
		}
		finally {
			this.lock.unlock();
		}
		check();
		return first;
	}

	@Override
	public void noReplyOfOurs() {
		this.lock.lock();
		try {
			this.answering--;
			if (this.answering <= 0) {
				this.asked.remove(this.self);
			}
		}
		finally {
			this.lock.unlock();
		}
		check();
	}

	@Override
	public void viewChanged(ViewChanged change) {
		if (!change.group().equals(this.group)) {
			return;
		}
		this.lock.lock();
		try {
			gone(change).stream()
				.filter((member) -> this.asked.contains(member) && !this.answers.containsKey(member))
				.forEach(this.left::add);
		}
		finally {
			this.lock.unlock();
		}
		check();
	}

	@Override
	public void leftByUs(String group) {
		if (!group.equals(this.group)) {
			return;
		}
		this.lock.lock();
		try {
			// who else leaves from now on is not known any more
			if (this.asked.contains(this.self) && !this.answers.containsKey(this.self)) {
				this.left.add(this.self);
			}
		}
		finally {
			this.lock.unlock();
		}
		check();
	}

	private static Collection<MemberId> gone(ViewChanged change) {
		if (change instanceof MemberLeft left) {
			return List.of(left.member());
		}
		if (change instanceof MemberDisconnected disconnected) {
			return List.of(disconnected.member());
		}
		return (change instanceof NetworkChanged network) ? network.departed() : List.of();
	}

	private void check() {
		boolean all;
		this.lock.lock();
		try {
			all = this.delivered && silent().isEmpty();
		}
		finally {
			this.lock.unlock();
		}
		if (all) {
			this.done.complete(null);
		}
	}

	private List<MemberId> silent() {
		Collection<MemberId> asked = this.delivered ? this.asked : others();
		return asked.stream()
			.filter((member) -> !this.answers.containsKey(member) && !this.left.contains(member))
			.toList();
	}

	/**
	 * Return who would have been asked, when the question was not delivered in time.
	 * @return all that were in the group but ourselves
	 */
	private List<MemberId> others() {
		return this.view.members().stream().filter((member) -> !member.equals(this.self)).toList();
	}

	/**
	 * Return what is known so far.
	 * @return the answers, and who gave none
	 */
	GroupReplies<Message<?>> replies() {
		this.lock.lock();
		try {
			Map<MemberId, Message<?>> messages = new LinkedHashMap<>();
			this.answers.forEach((member, answer) -> messages.put(member, this.reader.apply(answer)));
			return new GroupReplies<>(this.view, messages, List.copyOf(this.left), silent(), Map.of());
		}
		finally {
			this.lock.unlock();
		}
	}

}
