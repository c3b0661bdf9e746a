package io.github.spreadspring.messaging.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Several {@link SpreadListener} annotations on one method or class; each makes a
 * container.
 */
@Documented
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface SpreadListeners {

	/**
	 * The annotations.
	 * @return one for each container
	 */
	SpreadListener[] value();

}
