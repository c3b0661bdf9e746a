package io.github.spreadspring.sample.upload;

import org.springframework.stereotype.Component;

import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.sample.web.ConnectionGuard;

/**
 * The first stage: makes a row for a file and sends it to who processes files.
 */
@Component
@ConditionalOnUploadRole(UploadRole.PAGE)
class UploadSender {

	private final ConnectionGuard connection;

	private final UploadTable table;

	private final SpreadOperations template;

	UploadSender(ConnectionGuard connection, UploadTable table, SpreadOperations template) {
		this.connection = connection;
		this.table = table;
		this.template = template;
	}

	/**
	 * Send a file.
	 * @param name its name
	 * @param file its bytes
	 * @return its row
	 */
	Upload send(String name, byte[] file) {
		FileTooLargeException.check(file.length);
		this.connection.requireConnected();
		long id = this.table.add(name);
		try {
			// the article's RELIABLE keeps no order; with AGREED all processors get
			// files in one order
			this.template.to(UploadMessages.FILES)
				.service(ServiceType.AGREED)
				.headers(HeaderMode.ALWAYS)
				.header(UploadMessages.ID, id)
				.send(file);
		}
		catch (RuntimeException ex) {
			this.table.remove(id);
			throw ex;
		}
		return this.table.get(id);
	}

}
