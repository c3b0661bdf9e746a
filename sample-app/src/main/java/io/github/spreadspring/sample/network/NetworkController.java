package io.github.spreadspring.sample.network;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;
import io.github.spreadspring.protocol.MessageTooLongException;
import io.github.spreadspring.sample.web.BadFieldException;
import io.github.spreadspring.sample.web.GroupNames;

/**
 * Makes something go wrong, and shows what becomes of it.
 */
@RestController
@Profile("network")
@RequestMapping("/api/network")
class NetworkController {

	private final EmbeddedSpreadNetwork network;

	private final NetworkOverview overview;

	private final Sides sides;

	private final Observers observers;

	NetworkController(EmbeddedSpreadNetwork network, NetworkOverview overview, Sides sides, Observers observers) {
		this.network = network;
		this.overview = overview;
		this.sides = sides;
		this.observers = observers;
	}

	@GetMapping
	NetworkResource network(@RequestParam(required = false) @Nullable String group) {
		return this.overview.get(group);
	}

	@PostMapping("/partition")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void split(@RequestBody Partition partition) {
		List<List<String>> components = partition.components();
		if (components == null || components.isEmpty() || components.stream().anyMatch(Objects::isNull)) {
			throw new BadFieldException("components", "The sides are needed, as lists of the names of daemons: "
					+ "[[\"alpha\"],[\"beta\",\"gamma\"]]. Daemons that are not named make a side of their own");
		}
		try {
			this.sides.split(components);
		}
		catch (IllegalArgumentException ex) {
			throw new BadFieldException("components", ex.getMessage());
		}
	}

	@PostMapping("/merge")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void merge() {
		this.sides.merge();
	}

	@PostMapping("/daemons/{name}/{action}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void act(@PathVariable String name, @PathVariable String action) {
		EmbeddedSpreadDaemon daemon = daemon(name);
		switch (action) {
			case "kill" -> daemon.kill();
			case "start" -> start(daemon);
			case "freeze" -> freeze(daemon);
			case "thaw" -> daemon.faults().thaw();
			default -> throw new BadFieldException("action",
					"There is no action \"%s\": kill, start, freeze, thaw and say are known".formatted(action));
		}
	}

	@PostMapping("/daemons/{name}/say")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void say(@PathVariable String name, @RequestBody Saying saying) {
		Observer observer = this.observers.at(daemon(name));
		if (saying.text() == null || saying.text().isBlank()) {
			throw new BadFieldException("text", "A text is needed, which is not blank");
		}
		try {
			observer.say(GroupNames.require(Objects.requireNonNullElse(saying.group(), "")), saying.text());
		}
		catch (MessageTooLongException ex) {
			throw new BadFieldException("text", ex.getMessage());
		}
	}

	@ExceptionHandler
	ProblemDetail unreadable(HttpMessageNotReadableException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
				"The request cannot be read. To split: {\"components\":[[\"alpha\"],[\"beta\",\"gamma\"]]}. "
						+ "To say something: {\"group\":\"chat\",\"text\":\"hello\"}");
	}

	private EmbeddedSpreadDaemon daemon(String name) {
		try {
			return this.network.daemon(name);
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, ex.getMessage(), ex);
		}
	}

	private static void start(EmbeddedSpreadDaemon daemon) {
		try {
			daemon.start();
		}
		catch (UncheckedIOException ex) {
			throw new ResponseStatusException(HttpStatus.CONFLICT, ex.getMessage(), ex);
		}
	}

	private static void freeze(EmbeddedSpreadDaemon daemon) {
		try {
			daemon.faults().freeze();
		}
		catch (IllegalStateException ex) {
			throw new ResponseStatusException(HttpStatus.CONFLICT,
					"Daemon \"%s\" is killed: start it before it can be frozen".formatted(daemon.name()), ex);
		}
	}

	/**
	 * How to split.
	 *
	 * @param components the names of daemons that reach each other and nobody else
	 */
	record Partition(@Nullable List<List<String>> components) {

	}

	/**
	 * What to say at a daemon.
	 *
	 * @param group to which group
	 * @param text what
	 */
	record Saying(@Nullable String group, @Nullable String text) {

	}

}
