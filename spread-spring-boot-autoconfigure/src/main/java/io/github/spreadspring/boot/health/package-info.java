/**
 * The health of Spread sessions and their listeners.
 */
@NullMarked
package io.github.spreadspring.boot.health;

import org.jspecify.annotations.NullMarked;
