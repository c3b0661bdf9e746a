/**
 * Hostile bytes for the tests of all modules.
 */
@NullMarked
package io.github.spreadspring.protocol.fuzz;

import org.jspecify.annotations.NullMarked;
