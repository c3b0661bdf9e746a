/**
 * Single steps, measured by JMH.
 */
@NullMarked
package io.github.spreadspring.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
