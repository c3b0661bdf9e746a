package io.github.spreadspring.sample;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

import io.github.spreadspring.client.ConnectionClosedException;
import io.github.spreadspring.client.SendNotStartedException;

/**
 * Turns what goes wrong into problem documents (RFC 9457).
 */
@RestControllerAdvice
class ApiProblems extends ResponseEntityExceptionHandler {

	@ExceptionHandler
	ProblemDetail badField(BadFieldException ex, HttpServletRequest request) {
		return problem(ex.field(), ex.getMessage());
	}

	@ExceptionHandler({ NotConnectedException.class, ConnectionClosedException.class, SendNotStartedException.class })
	ProblemDetail notConnected(RuntimeException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ex.getMessage());
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (ex.getCause() instanceof JacksonException json) {
			return handleExceptionInternal(ex, problem(json), headers, status, request);
		}
		return super.handleHttpMessageNotReadable(ex, headers, status, request);
	}

	private static ProblemDetail problem(JacksonException json) {
		if (json.getPath().isEmpty()) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
					"The request is not JSON: " + json.getOriginalMessage());
		}
		String field = json.getPath().get(0).getPropertyName();
		return problem(field, "The value of \"%s\" is of the wrong kind".formatted(field));
	}

	private static ProblemDetail problem(@Nullable String field, @Nullable String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
		problem.setTitle("Not acceptable: " + field);
		problem.setProperty("field", field);
		return problem;
	}

}
