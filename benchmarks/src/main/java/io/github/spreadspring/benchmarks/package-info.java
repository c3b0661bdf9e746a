/**
 * Measures how fast the client, the daemon and the way through Spring are.
 */
@NullMarked
package io.github.spreadspring.benchmarks;

import org.jspecify.annotations.NullMarked;
