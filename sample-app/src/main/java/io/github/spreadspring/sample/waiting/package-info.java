/**
 * The first example of the article "LAMP and the Spread Toolkit": a web request that is
 * answered when the next message comes to a group.
 */
@NullMarked
package io.github.spreadspring.sample.waiting;

import org.jspecify.annotations.NullMarked;
