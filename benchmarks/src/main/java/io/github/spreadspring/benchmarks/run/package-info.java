/**
 * Runs peers in turn, takes their figures and compares them.
 */
@NullMarked
package io.github.spreadspring.benchmarks.run;

import org.jspecify.annotations.NullMarked;
