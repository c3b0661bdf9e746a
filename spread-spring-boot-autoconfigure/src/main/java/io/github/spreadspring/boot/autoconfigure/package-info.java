/**
 * Auto-configuration for Spread.
 */
@NullMarked
package io.github.spreadspring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
