/**
 * The actuator endpoint for Spread.
 */
@NullMarked
package io.github.spreadspring.boot.actuate.endpoint;

import org.jspecify.annotations.NullMarked;
