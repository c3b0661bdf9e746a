package io.github.spreadspring.messaging.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;

/**
 * Makes {@code @SpreadListener} methods work in a Spring application without Spring Boot.
 * Needed besides: a {@code SpreadSession} with a {@code SpreadSessionLifecycle}, and a
 * {@link SpreadListenerContainerFactory} named {@code spreadListenerContainerFactory}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(SpreadBootstrapConfiguration.class)
public @interface EnableSpread {

}
