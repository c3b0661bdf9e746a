package io.github.spreadspring.sample.oddeven;

import org.springframework.beans.factory.annotation.Qualifier;

import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;

/**
 * The member in the group {@code even}.
 */
@SpreadListener(id = "even", groups = { "even", NumberExchange.MEETING }, session = "evenSession")
class EvenMember extends NumberExchange {

	EvenMember(@Qualifier("evenTemplate") SpreadTemplate template) {
		super(Side.EVEN, template);
	}

}
