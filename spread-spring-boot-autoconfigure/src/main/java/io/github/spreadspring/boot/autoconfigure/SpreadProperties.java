package io.github.spreadspring.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.Transport;
import io.github.spreadspring.client.session.PrivateNamePolicy;
import io.github.spreadspring.client.session.SessionSettings;

/**
 * Configuration properties for Spread.
 */
@ConfigurationProperties("spread")
public class SpreadProperties {

	/**
	 * Address of the Spread daemon, as in 4803@host, or a comma-separated list of
	 * addresses to try in order. A bare port is the daemon of this machine. Without an
	 * address it is port 4803 of this machine.
	 */
	private List<String> address = new ArrayList<>();

	/**
	 * Private name to be known by, at most 10 characters and unique at the daemon. The
	 * daemon assigns one if it is not set.
	 */
	private @Nullable String privateName;

	/**
	 * Time to wait for a private name that is taken, as it is for a while after a crash.
	 */
	private Duration privateNameWait = SessionSettings.DEFAULT_PRIVATE_NAME_WAIT;

	/**
	 * What to do when the private name is still taken after the wait for it.
	 */
	private PrivateNamePolicy privateNamePolicy = PrivateNamePolicy.FAIL;

	/**
	 * Whether to try the addresses in an order of chance, another one each time. A daemon
	 * that has just failed comes last either way.
	 */
	private boolean shuffleAddresses = false;

	/**
	 * Time between two messages that the session sends itself through the daemon, to
	 * notice one that is silent. No such messages if it is not set.
	 */
	private @Nullable Duration pingInterval;

	/**
	 * Time that nothing may come from the daemon while a message of the session to itself
	 * is out, before the connection is given up. Must be longer than a network of daemons
	 * needs to form anew: 3 seconds on a local network, more on a wide one.
	 */
	private Duration pingTimeout = SessionSettings.DEFAULT_PING_TIMEOUT;

	/**
	 * How to talk to the daemon: over sockets in pure Java, or through libspread, which
	 * has to be installed.
	 */
	private Transport transport = Transport.SOCKET;

	/**
	 * Time within which a daemon has to take the session in. The application start waits
	 * no longer than that for a daemon.
	 */
	private Duration connectTimeout = ConnectionSettings.DEFAULT_CONNECT_TIMEOUT;

	/**
	 * Time a message may wait while the daemon takes no more, before sending fails.
	 */
	private Duration sendTimeout = ConnectionSettings.DEFAULT_SEND_TIMEOUT;

	/**
	 * What to do when no daemon can be reached while the application starts.
	 */
	private StartupFailurePolicy startupFailurePolicy = StartupFailurePolicy.CONTINUE;

	private final NativeProperties nativeProperties = new NativeProperties();

	@NestedConfigurationProperty
	private final ReconnectProperties reconnect = new ReconnectProperties();

	@NestedConfigurationProperty
	private final SpreadTemplateProperties template = new SpreadTemplateProperties();

	@NestedConfigurationProperty
	private final HeaderProperties headers = new HeaderProperties();

	@NestedConfigurationProperty
	private final ListenerProperties listener = new ListenerProperties();

	@NestedConfigurationProperty
	private final EmbeddedProperties embedded = new EmbeddedProperties();

	public List<String> getAddress() {
		return this.address;
	}

	public void setAddress(List<String> address) {
		this.address = address;
	}

	public @Nullable String getPrivateName() {
		return this.privateName;
	}

	public void setPrivateName(@Nullable String privateName) {
		this.privateName = privateName;
	}

	public Duration getPrivateNameWait() {
		return this.privateNameWait;
	}

	public void setPrivateNameWait(Duration privateNameWait) {
		this.privateNameWait = privateNameWait;
	}

	public PrivateNamePolicy getPrivateNamePolicy() {
		return this.privateNamePolicy;
	}

	public void setPrivateNamePolicy(PrivateNamePolicy privateNamePolicy) {
		this.privateNamePolicy = privateNamePolicy;
	}

	public boolean isShuffleAddresses() {
		return this.shuffleAddresses;
	}

	public void setShuffleAddresses(boolean shuffleAddresses) {
		this.shuffleAddresses = shuffleAddresses;
	}

	public @Nullable Duration getPingInterval() {
		return this.pingInterval;
	}

	public void setPingInterval(@Nullable Duration pingInterval) {
		this.pingInterval = pingInterval;
	}

	public Duration getPingTimeout() {
		return this.pingTimeout;
	}

	public void setPingTimeout(Duration pingTimeout) {
		this.pingTimeout = pingTimeout;
	}

	public Transport getTransport() {
		return this.transport;
	}

	public void setTransport(Transport transport) {
		this.transport = transport;
	}

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public Duration getSendTimeout() {
		return this.sendTimeout;
	}

	public void setSendTimeout(Duration sendTimeout) {
		this.sendTimeout = sendTimeout;
	}

	public StartupFailurePolicy getStartupFailurePolicy() {
		return this.startupFailurePolicy;
	}

	public void setStartupFailurePolicy(StartupFailurePolicy startupFailurePolicy) {
		this.startupFailurePolicy = startupFailurePolicy;
	}

	@NestedConfigurationProperty
	public NativeProperties getNative() {
		return this.nativeProperties;
	}

	public ReconnectProperties getReconnect() {
		return this.reconnect;
	}

	public SpreadTemplateProperties getTemplate() {
		return this.template;
	}

	public HeaderProperties getHeaders() {
		return this.headers;
	}

	public ListenerProperties getListener() {
		return this.listener;
	}

	public EmbeddedProperties getEmbedded() {
		return this.embedded;
	}

	/**
	 * What to do when no daemon can be reached while the application starts.
	 */
	public enum StartupFailurePolicy {

		/** Say so once, start, and go on trying. */
		CONTINUE,

		/** Do not start. */
		FAIL

	}

}
