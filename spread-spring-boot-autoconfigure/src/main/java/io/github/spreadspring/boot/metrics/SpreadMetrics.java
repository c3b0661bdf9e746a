package io.github.spreadspring.boot.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

import io.github.spreadspring.boot.actuate.SpreadBeans;

/**
 * {@link MeterBinder} for all sessions, listeners and templates of an application. The
 * meters of listeners and groups come and go with them.
 */
public class SpreadMetrics implements MeterBinder, ApplicationListener<ContextRefreshedEvent>, AutoCloseable {

	/**
	 * So many groups of a session have values of their own for the tag {@code group}.
	 */
	public static final int DEFAULT_MAX_GROUPS = 100;

	private final SpreadBeans beans;

	private final int maxGroups;

	private final List<ApplicationMeters> all = new CopyOnWriteArrayList<>();

	/**
	 * Measure an application.
	 * @param beans what there is to measure
	 */
	public SpreadMetrics(SpreadBeans beans) {
		this(beans, DEFAULT_MAX_GROUPS);
	}

	/**
	 * Measure an application.
	 * @param beans what there is to measure
	 * @param maxGroups how many groups of a session have values of their own for the tag
	 * {@code group}; the others share the value {@code #other}
	 */
	public SpreadMetrics(SpreadBeans beans, int maxGroups) {
		this.beans = beans;
		this.maxGroups = maxGroups;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		ApplicationMeters meters = new ApplicationMeters(registry, this.beans, this.maxGroups);
		this.all.add(meters);
		meters.refresh();
	}

	/**
	 * Measure what has been created since.
	 */
	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		this.all.forEach(ApplicationMeters::refresh);
	}

	/**
	 * Remove all meters, and measure nothing any more.
	 */
	@Override
	public void close() {
		this.all.forEach(ApplicationMeters::close);
		this.all.clear();
	}

}
