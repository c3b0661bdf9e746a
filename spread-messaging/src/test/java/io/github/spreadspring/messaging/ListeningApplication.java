package io.github.spreadspring.messaging;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * An application with listeners, and a peer that sends to them.
 */
public final class ListeningApplication implements BeforeEachCallback, AfterEachCallback {

	private final SpreadNetwork network = new SpreadNetwork();

	private @Nullable AnnotationConfigApplicationContext context;

	private @Nullable Peer peer;

	@Override
	public void beforeEach(ExtensionContext context) {
		this.network.beforeEach(context);
	}

	@Override
	public void afterEach(ExtensionContext context) throws Exception {
		this.network.afterEach(context);
	}

	/**
	 * Start the application and wait until it is in the group {@code orders}.
	 * @param components its listeners and what they need
	 * @return the context, refreshed
	 */
	public AnnotationConfigApplicationContext start(Class<?>... components) {
		return startIn("orders", components);
	}

	/**
	 * Start the application and wait until it is in a group.
	 * @param group the group
	 * @param components its listeners and what they need
	 * @return the context, refreshed
	 */
	public AnnotationConfigApplicationContext startIn(String group, Class<?>... components) {
		AnnotationConfigApplicationContext context = this.network.startIn(group, components);
		this.context = context;
		this.peer = this.network.peer("peer");
		return context;
	}

	public SpreadNetwork network() {
		return this.network;
	}

	/**
	 * Return who sends to the application; in no group.
	 * @return the peer
	 */
	public Peer peer() {
		return Objects.requireNonNull(this.peer);
	}

	/**
	 * Return what listeners of the application have kept.
	 * @return the calls
	 */
	public Received received() {
		return Objects.requireNonNull(this.context).getBean(Received.class);
	}

	/**
	 * Return what listeners of the application have failed on.
	 * @return the failures
	 */
	public RecordingErrorHandler errors() {
		return Objects.requireNonNull(this.context).getBean(RecordingErrorHandler.class);
	}

}
