package io.github.spreadspring.boot.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.spreadspring.boot.autoconfigure.SpreadProperties.StartupFailurePolicy;
import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.Transport;
import io.github.spreadspring.client.session.SessionSettings;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.SpreadSessionLifecycle;

/**
 * Gives a session everything that the properties say of sessions, except the addresses
 * and the private name, which no two sessions share. For applications that make a session
 * of their own, for instance a second one. An embedded daemon is only started for the
 * auto-configured session, and only that one is changed by {@link SpreadSessionCustomizer
 * customizers}.
 */
public final class SpreadSessionConfigurer {

	private static final Log logger = LogFactory.getLog(SpreadSessionConfigurer.class);

	private final SpreadProperties properties;

	SpreadSessionConfigurer(SpreadProperties properties) {
		this.properties = properties;
		if (properties.getTransport() != Transport.NATIVE && properties.getNative().getLibraryPath() != null) {
			logger.warn("spread.native.library-path is set, but libspread is not used: set spread.transport=native, "
					+ "or remove spread.native.library-path");
		}
	}

	/**
	 * Apply the properties: transport, time-outs, reconnecting, pings, what to do about a
	 * name that is taken.
	 * @param settings with the addresses and the private name of the session
	 * @return these settings with all that the properties say; addresses, private name
	 * and authentication are unchanged
	 */
	public SessionSettings configure(SessionSettings settings) {
		ConnectionSettings connection = settings.connection()
			.connectTimeout(this.properties.getConnectTimeout())
			.sendTimeout(this.properties.getSendTimeout())
			.transport(this.properties.getTransport())
			.nativeLibraryPath(this.properties.getNative().getLibraryPath());
		connection.transport().requireUsable(connection);
		return settings.connection(connection)
			.shuffle(this.properties.isShuffleAddresses())
			.privateNameWait(this.properties.getPrivateNameWait())
			.privateNamePolicy(this.properties.getPrivateNamePolicy())
			.pingInterval(this.properties.getPingInterval())
			.pingTimeout(this.properties.getPingTimeout())
			.reconnectDelay(this.properties.getReconnect().getInitialDelay(),
					this.properties.getReconnect().getMaxDelay());
	}

	/**
	 * Make what connects a session when the application starts, and disconnects it when
	 * it stops. To be a bean of its own. It starts after the auto-configured session,
	 * which may have to start an embedded daemon that both use, and stops before it.
	 * @param session the session
	 * @return its lifecycle, which follows {@code spread.startup-failure-policy}
	 */
	public SpreadSessionLifecycle createLifecycle(SpreadSession session) {
		return new FurtherSessionLifecycle(session, isFailFast());
	}

	SpreadSessionLifecycle createFirstLifecycle(SpreadSession session) {
		return new SpreadSessionLifecycle(session, isFailFast());
	}

	private boolean isFailFast() {
		return this.properties.getStartupFailurePolicy() == StartupFailurePolicy.FAIL;
	}

	private static final class FurtherSessionLifecycle extends SpreadSessionLifecycle {

		private FurtherSessionLifecycle(SpreadSession session, boolean failFast) {
			super(session, failFast);
		}

		@Override
		public int getPhase() {
			return super.getPhase() + 1;
		}

	}

}
