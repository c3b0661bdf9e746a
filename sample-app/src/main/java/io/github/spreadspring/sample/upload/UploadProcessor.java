package io.github.spreadspring.sample.upload;

import org.springframework.messaging.handler.annotation.Header;
import org.springframework.stereotype.Component;

import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.SpreadSendSpec;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.protocol.ServiceType;

/**
 * The second stage: counts the bytes and the lines of each file. It needs no table.
 */
@Component
@ConditionalOnUploadRole(UploadRole.PROCESSOR)
class UploadProcessor {

	private final TextExtractor extractor;

	private final SpreadOperations template;

	UploadProcessor(TextExtractor extractor, SpreadOperations template) {
		this.extractor = extractor;
		this.template = template;
	}

	@SpreadListener(id = "upload-processor", groups = UploadMessages.FILES, headers = "always")
	void on(byte[] file, @Header(UploadMessages.ID) long id) {
		TextExtractor.Result text = this.extractor.extract(file);
		SpreadSendSpec answer = this.template.to(UploadMessages.RESPONSES)
			.service(ServiceType.AGREED)
			.headers(HeaderMode.ALWAYS)
			.header(UploadMessages.ID, id)
			.header(UploadMessages.SIZE, file.length)
			.header(UploadMessages.LINES, text.lines());
		if (text.problem() != null) {
			answer.header(UploadMessages.PROBLEM, text.problem());
		}
		answer.send(new byte[0]);
	}

}
