package io.github.spreadspring.sample.network;

import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says how to get a network, where there is none.
 */
@RestController
@Profile("!network")
class NoNetworkController {

	@RequestMapping({ "/api/network", "/api/network/**" })
	ProblemDetail noNetwork() {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND,
				"There is no embedded network: start the application with the profile \"network\", as in "
						+ "mvn -pl sample-app -am spring-boot:run -Dspring-boot.run.profiles=network");
	}

}
