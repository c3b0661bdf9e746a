package io.github.spreadspring.client.session;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.ViewChanged;

/**
 * Those who wait until a group has a number of members.
 */
final class MemberWaits implements SessionObserver {

	private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();

	/**
	 * Begin to wait.
	 * @param group the group
	 * @param members how many members it must have
	 * @param executor where the future is completed
	 * @return completes with the first view that has as many
	 */
	CompletableFuture<GroupView> add(String group, int members, Executor executor) {
		Wait wait = new Wait(group, members, executor, new CompletableFuture<>());
		this.waits.add(wait);
		wait.future().whenComplete((view, failure) -> this.waits.remove(wait));
		return wait.future();
	}

	/**
	 * See whether a view is what somebody waits for.
	 * @param view a view that is current
	 */
	void check(GroupView view) {
		for (Iterator<Wait> all = this.waits.iterator(); all.hasNext();) {
			Wait wait = all.next();
			if (wait.group().equals(view.group()) && view.members().size() >= wait.members()) {
				all.remove();
				wait.executor().execute(() -> wait.future().complete(view));
			}
		}
	}

	@Override
	public void viewChanged(GroupView view, ViewChanged change) {
		check(view);
	}

	/**
	 * They may be listeners that are behind, and their members come with what the reader
	 * brings.
	 * @return whether anybody waits
	 */
	@Override
	public boolean isWaiting() {
		return !this.waits.isEmpty();
	}

	/**
	 * Somebody who waits.
	 *
	 * @param group the group
	 * @param members how many members it must have
	 * @param executor where the future is completed
	 * @param future completes with the first view that has as many
	 */
	private record Wait(String group, int members, Executor executor, CompletableFuture<GroupView> future) {

	}

}
