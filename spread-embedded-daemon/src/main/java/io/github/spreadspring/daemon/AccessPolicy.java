package io.github.spreadspring.daemon;

import java.util.List;

import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.ServiceType;

/**
 * What the clients of an {@link EmbeddedSpreadDaemon} may do. Stock daemons permit
 * everything, and so does every method here; a daemon with a stricter policy returns what
 * it denies to its sender as a rejected message, and to nobody else. A denied message,
 * join or leave that was sent with self-discard vanishes without an answer.
 * <p>
 * All methods are called on the daemon's only thread, for one frame at a time and when it
 * is its turn in the order: they must return at once. What a method denies by throwing an
 * exception is logged.
 */
public interface AccessPolicy {

	/**
	 * The policy of stock daemons.
	 */
	AccessPolicy PERMIT_ALL = new AccessPolicy() {
	};

	/**
	 * Whether a client may join a group.
	 * @param member the client
	 * @param group the group, as the client wrote it
	 * @return {@code true} to let it join; default always
	 */
	default boolean mayJoin(MemberId member, String group) {
		return true;
	}

	/**
	 * Whether a client may leave a group. Nobody is kept from disconnecting.
	 * @param member the client
	 * @param group the group, as the client wrote it
	 * @return {@code true} to let it leave; default always
	 */
	default boolean mayLeave(MemberId member, String group) {
		return true;
	}

	/**
	 * Whether a client may send a message. It goes to all its destinations or to none.
	 * @param sender the client
	 * @param destinations groups and private groups, as the client wrote them; possibly
	 * none
	 * @param serviceType the guarantee it was sent with
	 * @return {@code true} to deliver it; default always
	 */
	default boolean maySend(MemberId sender, List<String> destinations, ServiceType serviceType) {
		return true;
	}

}
