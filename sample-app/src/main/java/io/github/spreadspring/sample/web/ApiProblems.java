package io.github.spreadspring.sample.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
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
	ProblemDetail badField(BadFieldException ex) {
		return problem(ex.field(), ex.getMessage());
	}

	@ExceptionHandler({ NotConnectedException.class, ConnectionClosedException.class, SendNotStartedException.class })
	ProblemDetail notConnected(RuntimeException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ex.getMessage());
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		String reason = (ex.getCause() instanceof JacksonException json) ? json.getOriginalMessage()
				: "it is empty or cannot be read";
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, "The request is not JSON: " + reason);
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
			MissingServletRequestParameterException ex, HttpHeaders headers, HttpStatusCode status,
			WebRequest request) {
		ProblemDetail problem = problem(ex.getParameterName(),
				"The group is needed, in the path or as ?%s=".formatted(ex.getParameterName()));
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	private static ProblemDetail problem(@Nullable String field, @Nullable String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
		problem.setTitle("Not acceptable: " + field);
		problem.setProperty("field", field);
		return problem;
	}

}
