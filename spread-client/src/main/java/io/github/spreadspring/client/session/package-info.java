/**
 * A Spread client that stays connected: one identity for the whole application, streams
 * of messages and membership for its listeners.
 */
@NullMarked
package io.github.spreadspring.client.session;

import org.jspecify.annotations.NullMarked;
