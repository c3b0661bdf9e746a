package io.github.spreadspring.messaging.support;

/**
 * When headers travel as a text block in front of the payload.
 */
public enum HeaderMode {

	/**
	 * Sent: a message with headers of the application has the block, and the marker as
	 * its message type, by which receivers know; any other message is its payload alone.
	 * Received: marked messages have the block, others not.
	 */
	AUTO,

	/**
	 * Sent: every message has the block, and none a marker: the protocol of the article
	 * "LAMP and the Spread Toolkit", which its PHP and Python programs speak. A message
	 * that has no header gets {@code content-type}, because these programs lose a body
	 * without any; bytes with other headers go without, since
	 * {@code application/octet-stream} would say nothing. Received: every message has the
	 * block, marked or not.
	 */
	ALWAYS,

	/**
	 * Sent: no message has the block; one with headers of the application is refused.
	 * Received: every body is delivered byte for byte as it came, also one that its
	 * sender marked, because where headers are never used the marker is a message type
	 * like all others.
	 */
	NEVER

}
