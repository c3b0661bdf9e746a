/**
 * The programs that are measured: each runs in a process of its own and obeys the peer
 * contract.
 */
@NullMarked
package io.github.spreadspring.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
