package io.github.spreadspring.sample.oddeven;

/**
 * What is sent: {@code {"message":7}}, as the example of node-cspread does.
 *
 * @param message the number
 */
record Numbered(int message) {

}
