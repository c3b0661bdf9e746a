package io.github.spreadspring.boot.actuate.endpoint;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All that there is.
 *
 * @param sessions the sessions by bean name
 * @param listeners the listeners by id
 */
public record SpreadDescriptor(Map<String, SessionDescriptor> sessions,
		Map<String, ListenerDescriptor> listeners) implements OperationResponseBody {

}
