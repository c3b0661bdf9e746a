/**
 * Auto-configuration for the health of Spread.
 */
@NullMarked
package io.github.spreadspring.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
