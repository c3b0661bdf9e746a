/**
 * A network of three daemons inside the application, what can go wrong with it, and what
 * each side sees of that. Only with the profile {@code network}.
 */
@NullMarked
package io.github.spreadspring.sample.network;

import org.jspecify.annotations.NullMarked;
