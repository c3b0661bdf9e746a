package io.github.spreadspring.messaging.support;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Puts the headers of a trace among those of a message.
 */
final class TraceHeaders {

	private static final Set<String> RESERVED = Set.of(WireHeaders.REPLY_TO, WireHeaders.CORRELATION_ID);

	private TraceHeaders() {
	}

	/**
	 * Add the headers of a trace. They win over trace headers that the message has from
	 * where it was received; all else in the message stays as it is.
	 * @param headers what travels with the message
	 * @param trace what the tracer adds, its own fields of baggage included; what cannot
	 * travel is left out, because no trace may keep a message from being sent
	 * @return all headers
	 */
	static Map<String, String> add(Map<String, String> headers, Map<String, String> trace) {
		if (trace.isEmpty()) {
			return headers;
		}
		Map<String, String> all = new LinkedHashMap<>(headers);
		trace.forEach((name, value) -> {
			if (isWritable(name, value)) {
				if (WireHeaders.isTrace(name)) {
					all.put(name, value);
				}
				else if (!WireHeaders.isLocal(name) && !RESERVED.contains(name)) {
					all.putIfAbsent(name, value);
				}
			}
		});
		return all;
	}

	private static boolean isWritable(String name, String value) {
		try {
			HeaderText.requireName(name);
			return !HeaderText.requireValue(name, value).isEmpty();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
