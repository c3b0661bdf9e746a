/**
 * Two members that send each other numbers, one the even and one the odd ones: the
 * example of node-cspread, with a method for each of its callbacks. Runs in the profile
 * {@code oddeven}.
 */
@NullMarked
package io.github.spreadspring.sample.oddeven;

import org.jspecify.annotations.NullMarked;
