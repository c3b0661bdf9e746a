package io.github.spreadspring.messaging.docs;

import org.springframework.beans.factory.annotation.Autowired;

import io.github.spreadspring.messaging.Received;

/**
 * A bean with a listener that shows what it gets.
 */
abstract class Recorder {

	@Autowired
	private Received received;

	void show(Object... what) {
		this.received.add(what);
	}

}
