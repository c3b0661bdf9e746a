package io.github.spreadspring.messaging.docs;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.stereotype.Component;

import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.protocol.MemberId;

/**
 * The example of members that have a UUID.
 */
@Component
@SpreadListener("orders")
class Instances {

	private final UUID self = UUID.randomUUID();

	private final Map<MemberId, UUID> instances = new ConcurrentHashMap<>();

	private final SpreadTemplate template;

	Instances(SpreadTemplate template) {
		this.template = template;
	}

	@SpreadHandler
	void on(String text, @Header("instance") UUID instance, MemberId sender) {
		this.instances.put(sender, instance);
	}

	@SpreadHandler
	void on(GroupJoined event) {
		this.instances.clear();
		sayWhoWeAre();
	}

	@SpreadHandler
	void on(MemberJoined event) {
		sayWhoWeAre();
	}

	@SpreadHandler
	void on(ViewChanged event) {
		this.instances.keySet().retainAll(event.view().members());
	}

	private void sayWhoWeAre() {
		this.template.to("orders").header("instance", this.self).send("here");
	}

	@Nullable UUID instance(MemberId member) {
		return this.instances.get(member);
	}

}
