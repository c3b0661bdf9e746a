package io.github.spreadspring.messaging.docs;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import io.github.spreadspring.messaging.annotation.SpreadListener;

/**
 * The example of an annotation of the application's own.
 */
@Retention(RetentionPolicy.RUNTIME)
@SpreadListener(groups = "orders", selfDiscard = "true")
@interface OrdersOfOthers {

}
