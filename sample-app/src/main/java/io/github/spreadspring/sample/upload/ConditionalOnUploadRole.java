package io.github.spreadspring.sample.upload;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * A part that is there only when this process has one of the roles.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnUploadRole.class)
@interface ConditionalOnUploadRole {

	/**
	 * The roles that need this part.
	 * @return one or more
	 */
	UploadRole[] value();

}
