package io.github.spreadspring.sample.upload;

import io.github.spreadspring.protocol.SpreadLimits;

/**
 * What the three stages have agreed on: groups and headers. A file is <pre>
 * f_id: 7
 *
 * the bytes of the file</pre> and its answer, without a body, <pre>
 * f_id: 7
 * size: 12
 * lines: 2
 * </pre>
 */
final class UploadMessages {

	/** The page sends files to it. */
	static final String FILES = "uploadfiles";

	/** The processor sends answers to it. */
	static final String RESPONSES = "uploadresponses";

	/** Which row of the table. */
	static final String ID = "f_id";

	/** How many bytes the file has. */
	static final String SIZE = "size";

	/** How many lines of text. */
	static final String LINES = "lines";

	/** Why no text could be read; not in the article, and left out when all is well. */
	static final String PROBLEM = "problem";

	/**
	 * How large a file may be: one message less the headers, for the longest id there is.
	 */
	static final int MAX_FILE = SpreadLimits.maxBody(1) - "%s: %d\n\n".formatted(ID, Long.MAX_VALUE).length();

	private UploadMessages() {
	}

}
