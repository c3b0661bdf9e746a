package io.github.spreadspring.sample.network;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.sample.web.GroupResource;

/**
 * The network as a whole.
 *
 * @param detectionMillis how long it takes until daemons notice that one is lost
 * @param silenceMillis how long it takes at most until a client gives up a daemon that
 * stands still
 * @param sides who can reach whom, as it was asked for
 * @param daemons the daemons
 */
record NetworkResource(long detectionMillis, long silenceMillis, List<List<String>> sides,
		List<DaemonResource> daemons) {

	/**
	 * What a daemon is doing.
	 */
	enum State {

		RUNNING, FROZEN, KILLED

	}

	/**
	 * A daemon.
	 *
	 * @param name its name
	 * @param address where it listens, or will again
	 * @param state what it is doing
	 * @param component the daemons that it shares an order with, itself included; empty
	 * while it is killed
	 * @param home whether the session of the application is connected to it
	 * @param observer what is seen there
	 */
	record DaemonResource(String name, String address, State state, List<String> component, boolean home,
			ObserverResource observer) {

	}

	/**
	 * What is seen at a daemon.
	 *
	 * @param member the id of the observer; {@code null} while it is not connected
	 * @param views who is in which group, as far as can be seen from here
	 * @param events the newest 20 events, the newest last
	 */
	record ObserverResource(@Nullable String member, List<GroupResource> views, List<Seen> events) {

		static ObserverResource of(Observer observer, @Nullable String group) {
			MemberId member = observer.member();
			return new ObserverResource((member != null) ? member.toString() : null,
					observer.views().stream().map(GroupResource::of).toList(), observer.events(group));
		}

	}

}
