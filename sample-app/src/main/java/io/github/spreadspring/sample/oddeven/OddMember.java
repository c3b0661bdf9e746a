package io.github.spreadspring.sample.oddeven;

import org.springframework.beans.factory.annotation.Qualifier;

import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadListener;

/**
 * The member in the group {@code odd}.
 */
@SpreadListener(id = "odd", groups = { "odd", NumberExchange.MEETING }, session = "oddSession")
class OddMember extends NumberExchange {

	OddMember(@Qualifier("oddTemplate") SpreadTemplate template) {
		super(Side.ODD, template);
	}

}
