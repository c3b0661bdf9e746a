/**
 * A Spread daemon inside the JVM, for development and tests, that Spread clients cannot
 * tell from the C daemon. One event loop gives the order of everything: the
 * {@code Sequencer} and what it owns know nothing of sockets, the Netty handlers nothing
 * of groups.
 */
@NullMarked
package io.github.spreadspring.daemon;

import org.jspecify.annotations.NullMarked;
