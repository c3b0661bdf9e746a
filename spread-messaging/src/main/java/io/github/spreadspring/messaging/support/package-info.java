/**
 * What messages look like in Spring and on the wire, and the way between the two.
 */
@NullMarked
package io.github.spreadspring.messaging.support;

import org.jspecify.annotations.NullMarked;
