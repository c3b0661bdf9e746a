/**
 * Containers that run listeners.
 */
@NullMarked
package io.github.spreadspring.messaging.listener;

import org.jspecify.annotations.NullMarked;
