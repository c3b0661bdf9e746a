package io.github.spreadspring.sample;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.github.spreadspring.messaging.SpreadOperations;
import io.github.spreadspring.messaging.SpreadSendSpec;
import io.github.spreadspring.protocol.IllegalDestinationsException;
import io.github.spreadspring.protocol.IllegalNameException;
import io.github.spreadspring.protocol.MessageTooLongException;
import io.github.spreadspring.protocol.Names;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadLimits;

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
	void send(@RequestBody OutgoingMessage message) {
		List<String> to = message.to();
		if (to == null || to.isEmpty() || to.contains(null)) {
			throw new BadFieldException("to", "At least one destination is needed: a group, or a member id");
		}
		String payload = message.payload();
		if (payload == null) {
			throw new BadFieldException("payload", "A payload is needed; it may be empty");
		}
		requireSendable(to, payload);
		SpreadSendSpec spec = this.template.to(to.toArray(String[]::new))
			.service(serviceType(message.serviceType()))
			.type(type(message.type()));
		if (Boolean.TRUE.equals(message.selfDiscard())) {
			spec.selfDiscard();
		}
		this.console.requireConnected();
		spec.send(payload);
	}

	private static void requireSendable(List<String> to, String payload) {
		try {
			to.forEach(Names::requireDestination);
			SpreadLimits.check(payload.getBytes(StandardCharsets.UTF_8).length, to.size());
		}
		catch (IllegalNameException | IllegalDestinationsException ex) {
			throw new BadFieldException("to", ex.getMessage());
		}
		catch (MessageTooLongException ex) {
			throw new BadFieldException("payload", ex.getMessage());
		}
	}

	private static ServiceType serviceType(@Nullable String name) {
		if (name == null) {
			return ServiceType.AGREED;
		}
		try {
			return ServiceType.valueOf(name.toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new BadFieldException("serviceType",
					"Service type \"%s\" is not known: %s are".formatted(name, Arrays.toString(ServiceType.values())));
		}
	}

	private static int type(@Nullable Integer type) {
		if (type != null && type != type.shortValue()) {
			throw new BadFieldException("type",
					"Message type %d is not allowed: a 16-bit number, -32768 to 32767, is".formatted(type));
		}
		return (type != null) ? type : 0;
	}

	/**
	 * A message to send.
	 *
	 * @param to the destinations
	 * @param payload the text
	 * @param serviceType the guarantee; default AGREED
	 * @param type the message type; default 0
	 * @param selfDiscard whether we want no copy; default {@code false}
	 */
	record OutgoingMessage(@Nullable List<@Nullable String> to, @Nullable String payload, @Nullable String serviceType,
			@Nullable Integer type, @Nullable Boolean selfDiscard) {

	}

}
