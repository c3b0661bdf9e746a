/**
 * The transport in pure Java, over TCP and Unix domain sockets.
 */
@NullMarked
package io.github.spreadspring.client.socket;

import org.jspecify.annotations.NullMarked;
