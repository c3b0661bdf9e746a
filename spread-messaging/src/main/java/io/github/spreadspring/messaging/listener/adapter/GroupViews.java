package io.github.spreadspring.messaging.listener.adapter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupLeft;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadEvent;
import io.github.spreadspring.client.message.ViewChanged;

/**
 * The views of a listener's groups at the place in its stream where it stands; not those
 * of the session, which may be ahead. Events must come in order, and none while messages
 * before it are still being handled.
 */
final class GroupViews {

	private final Map<String, GroupView> views = new ConcurrentHashMap<>();

	/**
	 * Go past an event.
	 * @param event the event
	 */
	void pass(SpreadEvent event) {
		GroupView view = viewIn(event);
		if (view != null) {
			this.views.put(view.group(), view);
		}
		else if (event instanceof GroupLeft left) {
			this.views.remove(left.group());
		}
		else if (event instanceof ConnectionLost || event instanceof ConnectionEstablished) {
			this.views.clear();
		}
	}

	/**
	 * Return the view of an event.
	 * @param event the event at the current place
	 * @return its own view; for a message the view of the first of its groups that the
	 * listener is in; {@code null} if there is none
	 */
	@Nullable GroupView of(@Nullable Object event) {
		if (event instanceof RegularMessage message) {
			for (String group : message.groups()) {
				GroupView view = this.views.get(group);
				if (view != null) {
					return view;
				}
			}
			return null;
		}
		return viewIn(event);
	}

	private static @Nullable GroupView viewIn(@Nullable Object event) {
		if (event instanceof ViewChanged changed) {
			return changed.view();
		}
		return (event instanceof GroupJoined joined) ? joined.view() : null;
	}

}
