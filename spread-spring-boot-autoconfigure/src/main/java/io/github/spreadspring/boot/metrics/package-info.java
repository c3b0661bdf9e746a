/**
 * Meters for Spread sessions, groups and listeners.
 */
@NullMarked
package io.github.spreadspring.boot.metrics;

import org.jspecify.annotations.NullMarked;
