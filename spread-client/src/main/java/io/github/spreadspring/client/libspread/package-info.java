/**
 * The transport over libspread, Spread's own library, through JNA.
 */
@NullMarked
package io.github.spreadspring.client.libspread;

import org.jspecify.annotations.NullMarked;
