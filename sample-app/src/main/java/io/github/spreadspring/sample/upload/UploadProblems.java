package io.github.spreadspring.sample.upload;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/**
 * Problem documents for uploads; the servlet container never says what is wrong.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UploadProblems {

	@ExceptionHandler
	ProblemDetail tooLarge(FileTooLargeException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONTENT_TOO_LARGE, ex.getMessage());
		problem.setTitle("File too large");
		problem.setProperty("field", "file");
		problem.setProperty("limit", UploadMessages.MAX_FILE);
		return problem;
	}

	@ExceptionHandler
	ProblemDetail requestTooLarge(MaxUploadSizeExceededException ex) {
		return tooLarge(new FileTooLargeException("The file is too large"));
	}

	@ExceptionHandler
	ProblemDetail notReadable(MultipartException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
				"The form cannot be read. Send the file as the field 'file' of multipart/form-data, or its bytes alone as the body");
		problem.setTitle("Not acceptable: file");
		problem.setProperty("field", "file");
		return problem;
	}

}
