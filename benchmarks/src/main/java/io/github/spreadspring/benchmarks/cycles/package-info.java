/**
 * Connects and disconnects many times, and looks for what is left behind.
 */
@NullMarked
package io.github.spreadspring.benchmarks.cycles;

import org.jspecify.annotations.NullMarked;
