package io.github.spreadspring.daemon;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.RejectedException;

/**
 * Takes a client through the authentication methods it has to pass, one after the other.
 * Used by the event loop only.
 */
final class Examination {

	private static final Logger logger = System.getLogger(EmbeddedSpreadDaemon.class.getName());

	private final Iterator<ServerAuthentication> methods;

	private final Supplier<HandshakeDialogue> dialogues;

	private final Outcome outcome;

	private @Nullable HandshakeDialogue dialogue;

	private boolean closed;

	/**
	 * Prepare an examination.
	 * @param methods the methods to pass
	 * @param dialogues begins a dialogue with the client
	 * @param outcome told how it ends, if it is not closed before
	 */
	Examination(List<ServerAuthentication> methods, Supplier<HandshakeDialogue> dialogues, Outcome outcome) {
		this.methods = methods.iterator();
		this.dialogues = dialogues;
		this.outcome = outcome;
	}

	/**
	 * Begin with the next method.
	 */
	void next() {
		if (!this.methods.hasNext()) {
			this.outcome.passed();
			return;
		}
		HandshakeDialogue current = this.dialogues.get();
		this.dialogue = current;
		try {
			this.methods.next()
				.authenticate(current)
				.whenComplete((passed, failure) -> current.onLoop(() -> answered(passed, failure)));
		}
		catch (RuntimeException ex) {
			answered(false, ex);
		}
	}

	private void answered(@Nullable Boolean passed, @Nullable Throwable failure) {
		if (this.closed) {
			return;
		}
		closeDialogue();
		if (failure != null) {
			logger.log(Level.WARNING, "An authentication method failed, which counts as a no", failure);
		}
		if (Boolean.TRUE.equals(passed)) {
			next();
		}
		else {
			this.outcome.failed(
					new RejectedException(ErrorCode.REJECT_AUTH, "an authentication method has refused the client"));
		}
	}

	/**
	 * Take in that more bytes have arrived.
	 */
	void received() {
		if (this.dialogue != null) {
			this.dialogue.advance();
		}
	}

	/**
	 * Break off; no outcome is told any more.
	 */
	void close() {
		this.closed = true;
		closeDialogue();
	}

	private void closeDialogue() {
		if (this.dialogue != null) {
			this.dialogue.close();
			this.dialogue = null;
		}
	}

	/**
	 * How an examination ends.
	 */
	interface Outcome {

		/** All methods have let the client pass. */
		void passed();

		/**
		 * One has not.
		 * @param reason what the client is told
		 */
		void failed(RejectedException reason);

	}

}
