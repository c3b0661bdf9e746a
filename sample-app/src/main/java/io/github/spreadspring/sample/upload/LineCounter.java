package io.github.spreadspring.sample.upload;

import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Counts lines that are not blank while a document is read, and keeps none of its text.
 */
class LineCounter extends DefaultHandler {

	private final long maxCharacters;

	private long characters;

	private long lines;

	private boolean blank = true;

	LineCounter(long maxCharacters) {
		this.maxCharacters = maxCharacters;
	}

	long lines() {
		return this.lines;
	}

	@Override
	public void characters(char[] text, int start, int length) throws SAXException {
		this.characters += length;
		if (this.characters > this.maxCharacters) {
			throw new UnreadableException("its text has more than %,d characters".formatted(this.maxCharacters));
		}
		if (Thread.currentThread().isInterrupted()) {
			throw new UnreadableException("reading it was given up");
		}
		for (int at = start; at < start + length; at++) {
			add(text[at]);
		}
	}

	@Override
	public void ignorableWhitespace(char[] text, int start, int length) throws SAXException {
		characters(text, start, length);
	}

	private void add(char character) {
		if (character == '\n' || character == '\r') {
			this.blank = true;
		}
		else if (this.blank && !Character.isWhitespace(character)) {
			this.blank = false;
			this.lines++;
		}
	}

}
