/**
 * Annotations for methods that listen.
 */
@NullMarked
package io.github.spreadspring.messaging.annotation;

import org.jspecify.annotations.NullMarked;
