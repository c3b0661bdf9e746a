/**
 * Sending to a Spread network from a Spring application, and what messages look like
 * there.
 */
@NullMarked
package io.github.spreadspring.messaging;

import org.jspecify.annotations.NullMarked;
