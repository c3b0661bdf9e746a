/**
 * Annotated methods as listeners: which method, with what arguments, and what becomes of
 * its result.
 */
@NullMarked
package io.github.spreadspring.messaging.listener.adapter;

import org.jspecify.annotations.NullMarked;
