package io.github.spreadspring.messaging.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.messaging.handler.annotation.MessageMapping;

/**
 * Marks a method of a class with {@link SpreadListener}. All such methods share one
 * stream, in the order of the daemon, and have the parameters of listener methods.
 * <p>
 * An event goes to the method with the most specific parameter: {@code MemberJoined}
 * before {@code ViewChanged} before {@code SpreadEvent}; without any, it is passed over.
 * <p>
 * A message goes to
 * <ol>
 * <li>the method that names its message type in {@link #type()};</li>
 * <li>the only method for messages, if there is just one without {@link #type()};</li>
 * <li>the method for its content type, where the message has one: {@code String} for
 * {@code text/plain}, {@code byte[]} for {@code application/octet-stream}, else the
 * method whose parameter is a type for JSON. Several types for JSON need one common
 * supertype which the JSON itself refines, for example a sealed interface with
 * {@code @JsonTypeInfo}: then the most specific parameter wins. A message without content
 * type is JSON where no method takes {@code String} or {@code byte[]};</li>
 * <li>the method with {@link #isDefault()};</li>
 * <li>a method for {@code SpreadEvent}, which is everything;</li>
 * <li>else to the error handler, with an {@code UnhandledMessageException}.</li>
 * </ol>
 * Names of classes are never taken from a message.
 */
@Documented
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@MessageMapping
@Reflective(PayloadHints.class)
public @interface SpreadHandler {

	/**
	 * The message type that the method is for: the application's number that senders set.
	 * @return a number from -32768 to 32767; placeholders and SpEL are allowed; default
	 * any
	 */
	String type() default "";

	/**
	 * Whether the method gets the messages that no other method is for.
	 * @return {@code true} for one method of the class at most; default {@code false}
	 */
	boolean isDefault() default false;

}
