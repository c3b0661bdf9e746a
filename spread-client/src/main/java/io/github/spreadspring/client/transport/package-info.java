/**
 * What all transports have in common. For transports, not for applications.
 */
@NullMarked
package io.github.spreadspring.client.transport;

import org.jspecify.annotations.NullMarked;
