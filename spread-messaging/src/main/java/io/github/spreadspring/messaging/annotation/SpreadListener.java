package io.github.spreadspring.messaging.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.handler.annotation.MessageMapping;

import io.github.spreadspring.client.session.SpreadStream;

/**
 * Marks a method that listens to groups. What the method gets depends on its parameters:
 * <ul>
 * <li>a parameter of a membership or connection event ({@code MemberJoined},
 * {@code ViewChanged}, {@code ConnectionRestored}, …): these events. Beside one that has
 * a view, {@code GroupView} is that view; beside {@code MemberJoined}, {@code MemberLeft}
 * and {@code MemberDisconnected}, {@code MemberId} is that member;</li>
 * <li>a parameter of type {@code SpreadEvent}: messages and events in one order, as the
 * daemon delivered them;</li>
 * <li>else: messages. The payload is converted to the parameter without annotation
 * ({@code String}, {@code byte[]}, a type for JSON, an {@code Optional} of these);
 * besides, {@code MemberId} for the sender, {@code GroupView} for the view in which the
 * message was delivered, {@code ServiceType}, {@code RegularMessage} for the message
 * itself, {@code Message}, {@code @Payload}, {@code @Header}, {@code @Headers},
 * {@code MessageHeaders} and {@code SpreadHeaderAccessor} are understood.</li>
 * </ul>
 * An empty body is empty text or empty bytes, and nothing for any other type: a parameter
 * that is {@code @Payload(required = false)}, {@code @Nullable} or an {@code Optional}
 * gets nothing, any other is an error. A message for several groups has the view of the
 * first of them that the listener is in; a message to us alone has none, for which
 * {@code GroupView} must be {@code @Nullable} or an {@code Optional}.
 * <p>
 * What the method returns is the answer to the sender, or goes where
 * {@link org.springframework.messaging.handler.annotation.SendTo @SendTo} says; to each
 * of several destinations a message of its own. A {@code CompletionStage} is answered
 * when it is complete; the next message does not wait for it. {@code null} and an empty
 * {@code Optional} are no answer.
 * <p>
 * On a class, the annotation makes one ordered stream for all its methods with
 * {@link SpreadHandler}.
 * <p>
 * Each annotated method or class has a stream of its own, and is called by one thread,
 * for one message after the other, unless {@link #concurrency()} says otherwise. All
 * attributes may hold placeholders and SpEL; those that name a bean may be an expression
 * that gives the object.
 */
@Documented
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(SpreadListeners.class)
@MessageMapping
@Reflective(PayloadHints.class)
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
	 * @return the id, unique in the application; by default bean and method, or the bean
	 * for a class
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

	/**
	 * What happens when the queue is full.
	 * @return {@code block}, {@code drop-oldest}, {@code drop-newest} or
	 * {@code leave-group}; default that of the factory, which is {@code block}
	 * @see io.github.spreadspring.client.session.OverflowPolicy
	 */
	String overflow() default "";

	/**
	 * The session whose member the listener is.
	 * @return the name of a {@code SpreadSession} bean; default that of the factory
	 */
	String session() default "";

	/**
	 * How many threads call the listener. With more than one, only messages of the same
	 * sender stay in order among themselves; events keep their place.
	 * @return a number, 1 or more; default that of the factory, which is 1
	 */
	String concurrency() default "";

	/**
	 * Whether the method takes several messages at once: a {@code List} of payloads, of
	 * {@code Message} or of {@code RegularMessage}, with what has arrived meanwhile. Not
	 * for classes with several methods, and such a method returns nothing.
	 * @return {@code true} or {@code false}; default that of the factory, which is
	 * {@code false}
	 */
	String batch() default "";

	/**
	 * What to do when the listener fails, before the error handler of the container.
	 * @return the name of a {@code SpreadListenerErrorHandler} bean; default none
	 */
	String errorHandler() default "";

	/**
	 * How bodies become parameters.
	 * @return the name of a {@code MessageConverter} bean; default that of the factory
	 */
	String messageConverter() default "";

	/**
	 * When messages are read as headers and a body.
	 * @return {@code auto}, {@code always} or {@code never}; default that of the factory
	 */
	String headers() default "";

	/**
	 * Which messages reach the listener. Events always do.
	 * @return the name of a {@code SpreadMessageFilter} bean; default that of the factory
	 */
	String filter() default "";

	/**
	 * Whether our own messages are kept from the listener: everything that this
	 * application sent over the same session, also with its templates.
	 * @return {@code true} or {@code false}; default that of the factory, which is
	 * {@code false}
	 */
	String selfDiscard() default "";

}
