package io.github.spreadspring.daemon;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The daemon's side of an authentication method, to test clients with; see
 * {@link EmbeddedSpreadDaemonBuilder#authentication(String, ServerAuthentication)}. A
 * method that takes 32 bytes of a user's name and 8 of a password, both filled up with
 * NUL, looks like this:
 *
 * <pre>
 * ServerAuthentication password = (dialogue) -&gt; dialogue.read(40).thenApply((bytes) -&gt; {
 *     boolean right = Arrays.equals(bytes, 32, 40, PASSWORD, 0, 8);
 *     dialogue.write((byte) (right ? 1 : 0));
 *     return right;
 * });
 * </pre>
 */
@FunctionalInterface
public interface ServerAuthentication {

	/**
	 * The method {@code NULL} of stock daemons: takes everybody in without a word.
	 */
	ServerAuthentication NULL = (dialogue) -> CompletableFuture.completedFuture(true);

	/**
	 * Examine a client that has chosen this method. Called on the daemon's only thread
	 * and therefore not allowed to block; the answer may come later and from any thread.
	 * @param dialogue the way to the client
	 * @return completes with whether the client has passed. An exception refuses it and
	 * is logged. After the handshake's time-out the answer does not count any more
	 */
	CompletionStage<Boolean> authenticate(ServerDialogue dialogue);

}
