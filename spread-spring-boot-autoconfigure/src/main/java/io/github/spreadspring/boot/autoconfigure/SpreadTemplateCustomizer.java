package io.github.spreadspring.boot.autoconfigure;

import io.github.spreadspring.messaging.SpreadTemplate;

/**
 * Changes the auto-configured {@link SpreadTemplate} before it is used. Beans of this
 * type are called in their order.
 */
@FunctionalInterface
public interface SpreadTemplateCustomizer {

	/**
	 * Change the template.
	 * @param template the template
	 */
	void customize(SpreadTemplate template);

}
