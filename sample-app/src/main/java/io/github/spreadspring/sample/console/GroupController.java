package io.github.spreadspring.sample.console;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.github.spreadspring.sample.web.GroupNames;
import io.github.spreadspring.sample.web.GroupResource;

/**
 * Joins and leaves groups. The name stands in the path, or in the parameter {@code name}
 * when it has characters that a path does not bear.
 */
@RestController
@RequestMapping("/api/groups")
class GroupController {

	private static final long JOIN_SECONDS = 5;

	private final Console console;

	GroupController(Console console) {
		this.console = console;
	}

	@GetMapping
	List<GroupResource> groups() {
		return this.console.views().stream().map(GroupResource::of).toList();
	}

	@PutMapping("/{group}")
	GroupResource join(@PathVariable String group) throws InterruptedException {
		return joinNamed(group);
	}

	@PutMapping
	GroupResource joinNamed(@RequestParam("name") String group) throws InterruptedException {
		GroupNames.require(group);
		this.console.requireConnected();
		try {
			return GroupResource.of(this.console.join(group).get(JOIN_SECONDS, TimeUnit.SECONDS));
		}
		catch (CancellationException ex) {
			throw new ResponseStatusException(HttpStatus.CONFLICT, "Group \"%s\" was left meanwhile".formatted(group),
					ex);
		}
		catch (TimeoutException | ExecutionException ex) {
			throw new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT,
					"No view of group \"%s\" within %d seconds; the join goes on".formatted(group, JOIN_SECONDS), ex);
		}
	}

	@DeleteMapping("/{group}")
	ResponseEntity<Void> leave(@PathVariable String group) {
		return leaveNamed(group);
	}

	@DeleteMapping
	ResponseEntity<Void> leaveNamed(@RequestParam("name") String group) {
		GroupNames.require(group);
		if (!this.console.leave(group)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Not in group \"%s\"".formatted(group));
		}
		return ResponseEntity.noContent().build();
	}

}
