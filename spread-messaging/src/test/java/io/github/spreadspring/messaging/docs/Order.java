package io.github.spreadspring.messaging.docs;

/**
 * What the examples send.
 */
record Order(String item, int count) {

}
