package io.github.spreadspring.messaging.listener.adapter;

import org.springframework.messaging.Message;

/**
 * A method, and what it is called with.
 *
 * @param method the method
 * @param message the message, its payload converted already where that decided
 */
record Selection(ListenerMethod method, Message<?> message) {

}
