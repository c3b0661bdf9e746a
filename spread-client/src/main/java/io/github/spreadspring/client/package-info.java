/**
 * A connection to one Spread daemon: one mailbox, as in the C API. Applications that want
 * to stay connected use {@code SpreadSession}.
 */
@NullMarked
package io.github.spreadspring.client;

import org.jspecify.annotations.NullMarked;
