/**
 * Auto-configuration for the actuator endpoint.
 */
@NullMarked
package io.github.spreadspring.boot.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
