/**
 * The soak: applications under faults for a long time, and whether they still saw what
 * they were promised.
 */
@NullMarked
package io.github.spreadspring.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
