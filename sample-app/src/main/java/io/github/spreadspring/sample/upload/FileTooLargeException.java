package io.github.spreadspring.sample.upload;

import io.github.spreadspring.protocol.SpreadLimits;

/**
 * A file does not fit into one message.
 */
class FileTooLargeException extends RuntimeException {

	FileTooLargeException(String file) {
		super("%s; at most %,d bytes are allowed: a file travels as one Spread message, which holds %,d bytes with the header %s"
			.formatted(file, UploadMessages.MAX_FILE, SpreadLimits.maxBody(1), UploadMessages.ID));
	}

	/**
	 * Check the size of a file.
	 * @param length its number of bytes
	 * @throws FileTooLargeException if there are too many
	 */
	static void check(long length) {
		if (length > UploadMessages.MAX_FILE) {
			throw new FileTooLargeException("The file has %,d bytes".formatted(length));
		}
	}

}
