package io.github.spreadspring.sample.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps pages of other sites from uploading files, or waiting, in the name of who has
 * opened them: forms and plain requests need no permission for that. Browsers tell by
 * {@code Sec-Fetch-Site} where a request comes from; other programs do not send it.
 */
@Component
class CrossSiteFilter extends OncePerRequestFilter {

	private static final String PROBLEM = """
			{"title":"Forbidden","status":403,"detail":"A page of another site cannot use this application"}""";

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !request.getRequestURI().startsWith("/api/");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!"cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
			chain.doFilter(request, response);
			return;
		}
		response.setStatus(HttpServletResponse.SC_FORBIDDEN);
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.getWriter().write(PROBLEM);
	}

}
