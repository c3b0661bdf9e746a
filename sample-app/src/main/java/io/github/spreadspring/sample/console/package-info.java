/**
 * The group console: its stream of events, and the HTTP API behind it.
 */
@NullMarked
package io.github.spreadspring.sample.console;

import org.jspecify.annotations.NullMarked;
