/**
 * What comes out of a Spread network, and what goes in: messages, views, and the events
 * that a session adds to them. Immutable; sealed, so that a {@code switch} can be
 * complete.
 */
@NullMarked
package io.github.spreadspring.client.message;

import org.jspecify.annotations.NullMarked;
