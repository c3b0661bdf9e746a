package io.github.spreadspring.sample.upload;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.sample.web.Utf8;

/**
 * The third stage: writes the answers into the table.
 */
@Component
@ConditionalOnUploadRole(UploadRole.WRITER)
class UploadWriter {

	private static final int MAX_PROBLEM = 500;

	private final UploadTable table;

	UploadWriter(UploadTable table) {
		this.table = table;
	}

	@SpreadListener(id = "upload-writer", groups = UploadMessages.RESPONSES, headers = "always")
	void on(@Header(UploadMessages.ID) long id, @Header(UploadMessages.SIZE) long size,
			@Header(UploadMessages.LINES) long lines,
			@Header(name = UploadMessages.PROBLEM, required = false) @Nullable String problem) {
		Assert.isTrue(size >= 0 && lines >= 0,
				() -> "The answer for file %d has %d bytes and %d lines; none can be negative".formatted(id, size,
						lines));
		this.table.answer(id, size, lines, (problem != null) ? printable(problem) : null);
	}

	// other programs may send anything, a NUL for example, which PostgreSQL refuses
	private static String printable(String problem) {
		return Utf8.cut(problem.replaceAll("[\\p{Cc}\\p{Cs}]+", " "), MAX_PROBLEM);
	}

}
