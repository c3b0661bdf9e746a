/**
 * What health, metrics and the endpoint have in common.
 */
@NullMarked
package io.github.spreadspring.boot.actuate;

import org.jspecify.annotations.NullMarked;
