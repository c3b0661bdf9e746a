package io.github.spreadspring.sample.upload;

import org.xml.sax.SAXException;

/**
 * The lines of a document cannot be counted. A {@code SAXException}, so that it finds its
 * way out of the parsers.
 */
class UnreadableException extends SAXException {

	private static final long serialVersionUID = 1L;

	UnreadableException(String message) {
		super(message);
	}

}
