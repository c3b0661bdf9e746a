package io.github.spreadspring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.Environment;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Tests the part of an application that talks to Spread: its listeners, the template,
 * JSON, and a daemon inside the JVM as with {@link EmbeddedSpread}. Nothing of the web,
 * of databases and the like is configured.
 * <p>
 * Of the application's components these are found: classes with {@code @SpreadListener},
 * on the class or a method, and those of the types {@code SpreadTemplateCustomizer},
 * {@code SpreadSendInterceptor}, {@code ContainerCustomizer},
 * {@code SpreadListenerConfigurer}, {@code SpreadBatchListener},
 * {@code SpreadEventListener}, {@code SpreadListenerErrorHandler},
 * {@code SpreadListenerInterceptor}, {@code SpreadMessageFilter},
 * {@code @JacksonComponent}, {@code MessageConverter}, {@code ErrorHandler} and
 * {@code JacksonModule}. Nothing else is: a {@code SpreadSessionCustomizer}, for example,
 * may authenticate the session, and the daemon of a test asks for no authentication. What
 * else a listener needs comes with {@code @MockitoBean}, {@code @Import} or
 * {@link #includeFilters()}; so do beans of {@code @Configuration} classes, such as a
 * second session.
 * <p>
 * Put {@link EmbeddedSpread} beside it to set up the daemon otherwise.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@BootstrapWith(SpreadSlice.Bootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(SpreadSlice.Components.class)
@ImportAutoConfiguration
@EmbeddedSpread
public @interface SpreadTest {

	/**
	 * Properties of the {@link Environment}.
	 * @return properties in the form {@code key=value}
	 */
	String[] properties() default {};

	/**
	 * Whether the components above are found.
	 * @return {@code false} to find only those of {@link #includeFilters()}
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Further components to find.
	 * @return filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Components not to find.
	 * @return filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations not to apply.
	 * @return classes of auto-configurations
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
