package io.github.spreadspring.sample.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that look at a page in a real Chromium. Skipped, with a line that says so, where
 * there is no Chromium or no chromedriver. A method with {@code @BeforeAll} that has the
 * parameters {@link SampleRun} and {@link Chromium} gets the sample and a wide browser,
 * for all tests of the class.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@ExtendWith({ ChromiumCondition.class, SampleResolver.class })
public @interface BrowserTest {

	/**
	 * Return the options with which the sample starts for those parameters.
	 * @return options of the command line
	 */
	String[] options() default {};

}
