package io.github.spreadspring.sample.upload;

/**
 * A stage of the pipeline that this process may take, by {@code sample.upload.roles}.
 */
enum UploadRole {

	/**
	 * Takes files from browsers, sends them and shows the table.
	 */
	PAGE,

	/**
	 * Counts bytes and lines.
	 */
	PROCESSOR,

	/**
	 * Writes the answers into the table.
	 */
	WRITER

}
