package io.github.spreadspring.messaging.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.handler.annotation.MessageMapping;

import io.github.spreadspring.client.session.SpreadStream;

/**
 * Marks a method that listens to groups. What the method gets depends on its parameters:
 * <ul>
 * <li>a parameter of a membership or connection event ({@code MemberJoined},
 * {@code ViewChanged}, {@code ConnectionRestored}, …): these events;</li>
 * <li>a parameter of type {@code SpreadEvent}: messages and events in one order, as the
 * daemon delivered them;</li>
 * <li>else: messages. The payload is converted to the parameter without annotation
 * ({@code String}, {@code byte[]}, a type for JSON); besides, {@code MemberId} for the
 * sender, {@code RegularMessage} for the message itself, {@code Message},
 * {@code @Payload}, {@code @Header} and {@code @Headers} are understood.</li>
 * </ul>
 * Each annotated method has a stream of its own, and is called by one thread, for one
 * message after the other. All attributes may hold placeholders and SpEL.
 */
@Documented
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(SpreadListeners.class)
@MessageMapping
public @interface SpreadListener {

	/**
	 * Among the groups of a listener, stands for our own private group: what others send
	 * to us alone.
	 */
	String PRIVATE = SpreadStream.PRIVATE;

	/**
	 * The groups to listen to.
	 * @return names of groups, or {@link #PRIVATE}; an expression may give several
	 */
	@AliasFor("groups")
	String[] value() default {};

	/**
	 * The groups to listen to. Without any, groups are joined later through the
	 * container.
	 * @return names of groups, or {@link #PRIVATE}; an expression may give several
	 */
	@AliasFor("value")
	String[] groups() default {};

	/**
	 * The id of the container, by which it is found in the registry and its thread is
	 * named.
	 * @return the id, unique in the application; by default bean and method
	 */
	String id() default "";

	/**
	 * The factory that makes the container.
	 * @return the name of a bean; default {@code spreadListenerContainerFactory}
	 */
	String containerFactory() default "";

	/**
	 * Whether the container starts with the application.
	 * @return {@code true} or {@code false}; default that of the factory
	 */
	String autoStartup() default "";

	/**
	 * How many messages and events may wait for the method.
	 * @return a number, 1 or more; default that of the factory
	 */
	String queueCapacity() default "";

}
