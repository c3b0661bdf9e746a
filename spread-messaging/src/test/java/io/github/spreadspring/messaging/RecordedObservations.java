package io.github.spreadspring.messaging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.transport.SenderContext;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the observations that have ended, and puts a trace header into what is sent, as a
 * tracer does.
 */
public class RecordedObservations implements ObservationHandler<Observation.Context> {

	/** What this tracer makes of any trace. */
	public static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	private final List<Observation.Context> ended = new CopyOnWriteArrayList<>();

	private final ObservationRegistry registry = ObservationRegistry.create();

	public RecordedObservations() {
		this.registry.observationConfig().observationHandler(this);
	}

	public ObservationRegistry registry() {
		return this.registry;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	@Override
	public void onStart(Observation.Context context) {
		if (context instanceof SenderContext<?> sender) {
			inject(sender);
		}
	}

	private static <C> void inject(SenderContext<C> sender) {
		sender.getSetter().set(sender.getCarrier(), "traceparent", TRACE);
	}

	@Override
	public void onStop(Observation.Context context) {
		this.ended.add(context);
	}

	public List<Observation.Context> ended() {
		return this.ended;
	}

	/**
	 * Wait for an observation to end.
	 * @param contextualName its contextual name
	 * @return its context
	 */
	public Observation.Context await(String contextualName) {
		return Awaitility.await()
			.until(() -> this.ended.stream()
				.filter((context) -> contextualName.equals(context.getContextualName()))
				.findFirst(), (found) -> found.isPresent())
			.orElseThrow();
	}

	/**
	 * Return the current observation.
	 * @return its name, or {@code none}
	 */
	public String current() {
		Observation current = this.registry.getCurrentObservation();
		return (current != null) ? String.valueOf(current.getContextView().getName()) : "none";
	}

	public static void assertParent(Observation.Context child, Observation.Context parent) {
		ObservationView found = child.getParentObservation();
		assertThat(found).as("parent of %s", child).isNotNull();
		assertThat(found.getContextView()).isSameAs(parent);
	}

}
