/**
 * The client alone, against a sink and a source.
 */
@NullMarked
package io.github.spreadspring.benchmarks.client;

import org.jspecify.annotations.NullMarked;
