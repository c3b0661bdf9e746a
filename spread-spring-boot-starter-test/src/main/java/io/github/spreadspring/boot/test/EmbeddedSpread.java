package io.github.spreadspring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a Spread daemon inside the JVM, or several that form a network.
 * Works with JUnit alone, and with every test that has an application context. Nested
 * classes and subclasses inherit it, and it can stand on an annotation of your own.
 * <p>
 * With an application context, the application talks to the first daemon: its address is
 * the property {@code spread.address}, and it takes the place of all
 * {@code SpreadConnectionDetails} that the application has. The daemons belong to the
 * context: test classes with equal annotations and the same configuration share both, and
 * both end together, so {@code @DirtiesContext} is not needed.
 * {@code EmbeddedSpreadDaemon}, {@code EmbeddedSpreadNetwork} and {@code DaemonFaults}
 * are beans. Also set are {@code spread.embedded.address},
 * {@code spread.embedded.addresses.<name>} for every daemon, and
 * {@code spread.embedded.enabled=false}. They are there from the refresh of the context,
 * not yet for its initializers. The contexts of a {@code @ContextHierarchy} share the
 * daemons of the parent. Without an application context the daemons run from before the
 * first to after the last test of the class.
 * <p>
 * Test methods, constructors and lifecycle methods of JUnit can have these parameters:
 * {@code EmbeddedSpreadDaemon} (the first), {@code EmbeddedSpreadNetwork},
 * {@code DaemonFaults} (of the first) and {@link SpreadTestClient} (a new one at the
 * first daemon for every parameter, closed after the test). They are the same objects as
 * the beans.
 * <p>
 * After each test method the network is made whole: daemons that do not run are started
 * again, faults are cleared and partitions are merged. For tests that run side by side
 * with one network this means that none of them should break it.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EmbeddedSpreadExtension.class)
public @interface EmbeddedSpread {

	/**
	 * The daemons of the network.
	 * @return their names, which are the second parts of member ids
	 */
	String[] daemons() default "localhost";

	/**
	 * The TCP port of the first daemon. The others take free ones.
	 * @return the port; 0, the default, for any free one. With a fixed one, contexts that
	 * cannot be shared cannot be kept beside each other
	 */
	int port() default 0;

	/**
	 * How long it takes the daemons to notice that one of them cannot be reached.
	 * @return a duration such as {@code 0s}, {@code 50ms} or {@code 2s}
	 */
	String detectionTime() default "50ms";

	/**
	 * The property that gets the address of the first daemon.
	 * @return the name of the property
	 */
	String addressProperty() default "spread.address";

	/**
	 * Whether the application keeps its {@code spread.private-name}. By default it is
	 * cleared and the daemon assigns a name, since a name can be taken only once at a
	 * daemon.
	 * @return {@code true} to keep it
	 */
	boolean keepPrivateName() default false;

	/**
	 * Whether each test method waits until the application is connected and all running
	 * listeners are in their groups, at most 5 seconds. A message that is sent before
	 * that does not reach them.
	 * @return {@code false} not to wait; see {@link SpreadTestListeners} for later
	 */
	boolean awaitJoined() default true;

}
