package io.github.spreadspring.sample.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import io.github.spreadspring.protocol.IllegalDestinationsException;
import io.github.spreadspring.protocol.IllegalNameException;
import io.github.spreadspring.protocol.MessageTooLongException;
import io.github.spreadspring.protocol.Names;
import io.github.spreadspring.protocol.ServiceType;
import io.github.spreadspring.protocol.SpreadLimits;
import io.github.spreadspring.sample.web.BadFieldException;

/**
 * A message that somebody wants to send. Read field by field, so that nothing is taken
 * for what it is not: the number 1 is no group, and 1.5 no message type.
 *
 * @param to the destinations
 * @param payload the text
 * @param serviceType the guarantee; default AGREED
 * @param type the message type; default 0
 * @param selfDiscard whether we want no copy; default {@code false}
 */
record OutgoingMessage(List<String> to, String payload, ServiceType serviceType, int type, boolean selfDiscard) {

	private static final Set<String> FIELDS = Set.of("to", "payload", "serviceType", "type", "selfDiscard");

	static OutgoingMessage of(JsonNode json) {
		for (String name : json.propertyNames()) {
			if (!FIELDS.contains(name)) {
				throw new BadFieldException(name,
						"There is no field \"%s\": %s are known".formatted(name, FIELDS.stream().sorted().toList()));
			}
		}
		OutgoingMessage message = new OutgoingMessage(to(json.path("to")), payload(json.path("payload")),
				serviceType(json.path("serviceType")), type(json.path("type")), selfDiscard(json.path("selfDiscard")));
		message.requireSendable();
		return message;
	}

	private static List<String> to(JsonNode json) {
		List<String> to = new ArrayList<>();
		for (JsonNode destination : json) {
			if (!destination.isString()) {
				throw new BadFieldException("to", "Each destination has to be text: a group, or a member id");
			}
			to.add(destination.stringValue());
		}
		if (!json.isArray() || to.isEmpty()) {
			throw new BadFieldException("to",
					"A list of destinations is needed, with at least one: a group, or a member id");
		}
		return to;
	}

	private static String payload(JsonNode json) {
		if (!json.isString()) {
			throw new BadFieldException("payload", "A payload is needed, as text; it may be empty");
		}
		String payload = json.stringValue();
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(payload)) {
			throw new BadFieldException("payload", "The payload has half a character (an unpaired surrogate)");
		}
		return payload;
	}

	private static ServiceType serviceType(JsonNode json) {
		if (isAbsent(json)) {
			return ServiceType.AGREED;
		}
		try {
			return ServiceType.valueOf(json.asString("").toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new BadFieldException("serviceType",
					"Service type %s is not known: %s are".formatted(json, Arrays.toString(ServiceType.values())));
		}
	}

	private static int type(JsonNode json) {
		if (isAbsent(json)) {
			return 0;
		}
		if (!json.isIntegralNumber() || !json.canConvertToInt() || json.intValue() != (short) json.intValue()) {
			throw new BadFieldException("type",
					"Message type %s is not allowed: a whole number, -32768 to 32767, is".formatted(json));
		}
		return json.intValue();
	}

	private static boolean selfDiscard(JsonNode json) {
		if (isAbsent(json)) {
			return false;
		}
		if (!json.isBoolean()) {
			throw new BadFieldException("selfDiscard",
					"selfDiscard %s is not allowed: true or false is".formatted(json));
		}
		return json.booleanValue();
	}

	private static boolean isAbsent(JsonNode json) {
		return json.isMissingNode() || json.isNull();
	}

	private void requireSendable() {
		try {
			this.to.forEach(Names::requireDestination);
			SpreadLimits.check(this.payload.getBytes(StandardCharsets.UTF_8).length, this.to.size());
		}
		catch (IllegalNameException | IllegalDestinationsException ex) {
			throw new BadFieldException("to", ex.getMessage());
		}
		catch (MessageTooLongException ex) {
			throw new BadFieldException("payload", ex.getMessage());
		}
	}

}
