/**
 * Finds annotated methods and makes containers for them.
 */
@NullMarked
package io.github.spreadspring.messaging.config;

import org.jspecify.annotations.NullMarked;
