/**
 * How metrics and traces are told of messages.
 */
@NullMarked
package io.github.spreadspring.messaging.observation;

import org.jspecify.annotations.NullMarked;
