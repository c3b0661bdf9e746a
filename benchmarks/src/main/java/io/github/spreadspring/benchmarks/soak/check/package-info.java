/**
 * Decides whether what the members of a network saw is what Spread promises. Pure: it is
 * told what was sent and seen, and does nothing else.
 */
@NullMarked
package io.github.spreadspring.benchmarks.soak.check;

import org.jspecify.annotations.NullMarked;
