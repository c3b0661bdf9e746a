package io.github.spreadspring.boot.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

import io.github.spreadspring.boot.actuate.SpreadBeans;

/**
 * {@link MeterBinder} for all sessions, listeners and templates of an application that
 * are there when its context is ready. The meters of listeners, and those of how many are
 * in a group, come and go with them.
 * <p>
 * Where another application context uses the same registry, a meter of the same name and
 * tags stays that of the context that came first.
 */
public class SpreadMetrics implements MeterBinder, ApplicationListener<ContextRefreshedEvent>, AutoCloseable {

	/**
	 * So many groups that a session was in, and so many others that it sends to, have
	 * values of their own for the tag {@code group}.
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
	 * @param maxGroups how many groups that a session was in have values of their own for
	 * the tag {@code group}, and how many others that it sends to; all further ones share
	 * the value {@code #other}
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
	 * Remove all meters that were not there before, and measure nothing any more.
	 */
	@Override
	public void close() {
		this.all.forEach(ApplicationMeters::close);
		this.all.clear();
	}

}
