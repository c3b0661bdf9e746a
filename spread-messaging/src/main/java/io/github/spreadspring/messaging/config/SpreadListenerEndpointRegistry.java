package io.github.spreadspring.messaging.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

/**
 * Holds the containers of all listeners by id, and starts and stops them with the
 * application.
 */
public class SpreadListenerEndpointRegistry implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(SpreadListenerEndpointRegistry.class);

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, SpreadListenerContainer> containers = new LinkedHashMap<>();

	private final List<SpreadListenerRegistryObserver> observers = new ArrayList<>();

	private boolean running;

	/**
	 * Have something told of every container from now on, beginning with those that are
	 * there.
	 * @param observer what is told, in order and with this registry locked: it must
	 * return at once
	 */
	public void addObserver(SpreadListenerRegistryObserver observer) {
		this.lock.lock();
		try {
			this.observers.add(observer);
			this.containers.values().forEach(observer::registered);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Have something told of containers no more.
	 * @param observer what was told
	 */
	public void removeObserver(SpreadListenerRegistryObserver observer) {
		this.lock.lock();
		try {
			this.observers.remove(observer);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Add a container. It starts with the others, or at once if they run already; unless
	 * it does not start by itself.
	 * @param container the container
	 * @throws IllegalStateException if there is another one with its id
	 */
	public void register(SpreadListenerContainer container) {
		this.lock.lock();
		try {
			if (this.containers.putIfAbsent(container.getId(), container) != null) {
				throw new IllegalStateException(
						"Two Spread listeners have the id '%s': give each @SpreadListener an id of its own"
							.formatted(container.getId()));
			}
			tell((observer) -> observer.registered(container));
			if (this.running && container.isAutoStartup()) {
				container.start();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Stop and remove a container. Its id can be given again at once. A listener can do
	 * this to its own container: then its current message is the last, and not waited
	 * for.
	 * @param id its id
	 * @return the container, or {@code null} if there is none with this id
	 */
	public @Nullable SpreadListenerContainer unregister(String id) {
		SpreadListenerContainer container;
		this.lock.lock();
		try {
			container = this.containers.remove(id);
			if (container != null) {
				tell((observer) -> observer.unregistered(container));
			}
		}
		finally {
			this.lock.unlock();
		}
		if (container != null) {
			container.stop();
		}
		return container;
	}

	private void tell(Consumer<SpreadListenerRegistryObserver> action) {
		for (SpreadListenerRegistryObserver observer : this.observers) {
			try {
				action.accept(observer);
			}
			catch (RuntimeException | Error ex) {
				// the container must be there or gone all the same
				logger.error("An observer of the Spread listeners failed", ex);
			}
		}
	}

	/**
	 * Find a container, to start, stop, pause or resume it.
	 * @param id its id
	 * @return the container, or {@code null} if there is none with this id
	 */
	public @Nullable SpreadListenerContainer getListenerContainer(String id) {
		this.lock.lock();
		try {
			return this.containers.get(id);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return all containers.
	 * @return the containers, in the order in which they were added
	 */
	public Collection<SpreadListenerContainer> getListenerContainers() {
		this.lock.lock();
		try {
			return List.copyOf(this.containers.values());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return the ids of all containers.
	 * @return the ids, in the order in which the containers were added
	 */
	public Set<String> getListenerContainerIds() {
		this.lock.lock();
		try {
			return Collections.unmodifiableSet(new LinkedHashSet<>(this.containers.keySet()));
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void start() {
		this.lock.lock();
		try {
			this.running = true;
			this.containers.values()
				.stream()
				.filter(SpreadListenerContainer::isAutoStartup)
				.forEach(SpreadListenerContainer::start);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void stop() {
		Collection<SpreadListenerContainer> containers = initiateStop();
		containers.forEach(SpreadListenerContainer::initiateStop);
		containers.forEach(SpreadListenerContainer::stop);
	}

	/**
	 * Stop all containers side by side, without waiting here.
	 * @param callback run when all have stopped, after the longest of their shutdown
	 * timeouts at the latest
	 */
	@Override
	public void stop(Runnable callback) {
		Collection<SpreadListenerContainer> containers = initiateStop();
		AtomicInteger running = new AtomicInteger(containers.size() + 1);
		Runnable stopped = () -> {
			if (running.decrementAndGet() == 0) {
				callback.run();
			}
		};
		containers.forEach((container) -> container.stop(stopped));
		stopped.run();
	}

	// without the lock from then on: a busy listener may look for its container
	private Collection<SpreadListenerContainer> initiateStop() {
		this.lock.lock();
		try {
			this.running = false;
			return getListenerContainers();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public boolean isRunning() {
		this.lock.lock();
		try {
			return this.running;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public int getPhase() {
		return SpreadListenerContainer.PHASE;
	}

}
