/**
 * A group console in the browser, and the HTTP API behind it.
 */
@NullMarked
package io.github.spreadspring.sample;

import org.jspecify.annotations.NullMarked;
