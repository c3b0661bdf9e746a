package io.github.spreadspring.sample.console;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.SpreadSendSpec;

/**
 * Sends messages.
 */
@RestController
class MessageController {

	private final SpreadOperations template;

	private final Console console;

	MessageController(SpreadOperations template, Console console) {
		this.template = template;
		this.console = console;
	}

	@PostMapping("/api/messages")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void send(@RequestBody JsonNode json) {
		OutgoingMessage message = OutgoingMessage.of(json);
		this.console.requireConnected();
		SpreadSendSpec spec = this.template.to(message.to().toArray(String[]::new))
			.service(message.serviceType())
			.type(message.type());
		if (message.selfDiscard()) {
			spec.selfDiscard();
		}
		spec.send(message.payload());
	}

}
