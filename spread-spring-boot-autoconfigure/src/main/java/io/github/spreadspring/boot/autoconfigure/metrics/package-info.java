/**
 * Auto-configuration for meters.
 */
@NullMarked
package io.github.spreadspring.boot.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
