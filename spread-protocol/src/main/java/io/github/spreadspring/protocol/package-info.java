/**
 * The wire between a Spread client and its daemon, as Spread 5.0.1 speaks it: names,
 * service types, frames, handshake, membership bodies, limits and error codes. Pure
 * functions over bytes, without any I/O.
 */
@NullMarked
package io.github.spreadspring.protocol;

import org.jspecify.annotations.NullMarked;
