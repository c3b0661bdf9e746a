/**
 * Support for tests of applications that talk to a Spread network: a daemon inside the
 * JVM, a slice of the application, and a peer that uses nothing of Spring.
 */
@NullMarked
package io.github.spreadspring.boot.test;

import org.jspecify.annotations.NullMarked;
