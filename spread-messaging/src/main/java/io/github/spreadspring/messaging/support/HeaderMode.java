package io.github.spreadspring.messaging.support;

/**
 * When headers travel as a text block in front of the payload.
 */
public enum HeaderMode {

	/**
	 * A message with headers of the application has the block, and the marker as its
	 * message type, by which receivers know; any other message is its payload alone.
	 */
	AUTO,

	/**
	 * Every message has the block, and none a marker: the protocol of the article "LAMP
	 * and the Spread Toolkit", which its PHP and Python programs speak.
	 */
	ALWAYS,

	/**
	 * No message has the block; sending one with headers is an error.
	 */
	NEVER

}
