package io.github.spreadspring.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.RejectedException;

/**
 * The authentication methods of one daemon.
 *
 * @param offered the methods that clients can choose, by name
 * @param required the methods that every client has to pass besides, by name
 */
record Authentication(Map<String, ServerAuthentication> offered, Map<String, ServerAuthentication> required) {

	/** The only method that a client without authentication can be taken in by. */
	private static final String NULL = AuthenticationMethods.NULL.names().get(0);

	static final Authentication DEFAULT = new Authentication(Map.of(NULL, ServerAuthentication.NULL), Map.of());

	/**
	 * Take copies that keep their order.
	 * @param offered the methods that clients can choose, by name
	 * @param required the methods that every client has to pass besides, by name
	 */
	Authentication {
		offered = new LinkedHashMap<>(offered);
		required = new LinkedHashMap<>(required);
	}

	AuthenticationMethods offer() {
		return new AuthenticationMethods(List.copyOf(this.offered.keySet()));
	}

	/**
	 * Return what a client has to pass.
	 * @param choice the methods it has chosen
	 * @return these, in the order of its choice, and behind them the required ones that
	 * are not among them
	 * @throws RejectedException if the choice is not possible
	 */
	List<ServerAuthentication> methodsFor(AuthenticationMethods choice) {
		offer().requireChosen(choice);
		List<ServerAuthentication> methods = new ArrayList<>();
		choice.names().forEach((name) -> methods.add(this.offered.get(name)));
		this.required.forEach((name, method) -> {
			if (!choice.names().contains(name)) {
				methods.add(method);
			}
		});
		return methods;
	}

	/**
	 * Check whether a client can be taken in that is too old to choose a method, or has
	 * none to choose from. The required ones do not bind it.
	 * @throws RejectedException if not
	 */
	void requireNull() {
		if (this.offered.get(NULL) != ServerAuthentication.NULL) {
			throw new RejectedException(ErrorCode.REJECT_AUTH,
					"no authentication method can be chosen, and NULL is not offered");
		}
	}

}
