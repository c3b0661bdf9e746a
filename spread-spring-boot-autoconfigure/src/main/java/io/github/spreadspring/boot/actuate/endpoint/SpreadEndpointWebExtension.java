package io.github.spreadspring.boot.actuate.endpoint;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension} for the {@link SpreadEndpoint}: says over HTTP what was
 * wrong with a request.
 */
@EndpointWebExtension(endpoint = SpreadEndpoint.class)
@RegisterReflectionForBinding(SpreadEndpointWebExtension.ErrorDescriptor.class)
public class SpreadEndpointWebExtension {

	private final SpreadEndpoint endpoint;

	/**
	 * Create an extension.
	 * @param endpoint what it extends
	 */
	public SpreadEndpointWebExtension(SpreadEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Show one session or listener, with all groups and members.
	 * @param kind {@code sessions} or {@code listeners}
	 * @param name the bean name of the session, or the id of the listener
	 * @return what is asked for; 404 if there is no such thing
	 * @see SpreadEndpoint#one
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> one(@Selector String kind, @Selector String name) {
		return found(this.endpoint.one(kind, name), kind, name);
	}

	/**
	 * Do something with a session or listener.
	 * @param kind {@code sessions} or {@code listeners}
	 * @param name the bean name of the session, or the id of the listener
	 * @param operation what to do
	 * @return how it is now; 404 if there is no such thing, 400 if it cannot be done
	 * @see SpreadEndpoint#operate
	 */
	@WriteOperation
	public WebEndpointResponse<OperationResponseBody> operate(@Selector String kind, @Selector String name,
			@Nullable String operation) {
		try {
			return found(this.endpoint.operate(kind, name, operation), kind, name);
		}
		catch (InvalidEndpointRequestException ex) {
			return error(String.valueOf(ex.getReason()), WebEndpointResponse.STATUS_BAD_REQUEST);
		}
	}

	private WebEndpointResponse<OperationResponseBody> found(@Nullable OperationResponseBody result, String kind,
			String name) {
		return (result != null) ? new WebEndpointResponse<>(result)
				: error(this.endpoint.missing(kind, name), WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private static WebEndpointResponse<OperationResponseBody> error(String text, int status) {
		return new WebEndpointResponse<>(new ErrorDescriptor(text), status);
	}

	/**
	 * What was wrong with a request.
	 *
	 * @param error what was wrong, and what is allowed
	 */
	record ErrorDescriptor(String error) implements OperationResponseBody {
	}

}
