package io.github.spreadspring.messaging.docs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.ConnectionRestored;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.messaging.SpreadTemplate;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.protocol.MemberId;

/**
 * The example of an application that was written by hand before.
 */
@Component
@SpreadListener({ "stock", SpreadListener.PRIVATE })
class StockTable {

	private final Map<String, Integer> levels = new ConcurrentHashMap<>();

	private final SpreadTemplate template;

	private @Nullable MemberId self;

	private volatile boolean complete;

	private volatile boolean leading;

	StockTable(SpreadTemplate template) {
		this.template = template;
	}

	@SpreadHandler(type = "1")
	void on(Level changed) {
		this.levels.put(changed.item(), changed.count());
	}

	@SpreadHandler(type = "2")
	@Nullable Level on(Question question) {
		Integer count = this.levels.get(question.item());
		return (this.leading && this.complete && count != null) ? new Level(question.item(), count) : null;
	}

	@SpreadHandler(type = "3")
	void on(Table table) {
		table.levels().forEach(this.levels::putIfAbsent); // what came since is newer
		this.complete = true;
	}

	@SpreadHandler
	void on(ConnectionEstablished event) {
		this.self = event.member();
	}

	@SpreadHandler
	void on(ConnectionRestored event) {
		this.self = event.member();
	}

	@SpreadHandler
	void on(ConnectionLost event) {
		this.leading = false;
	}

	@SpreadHandler
	void on(GroupJoined event) {
		this.levels.clear(); // whatever came before, we have missed
		this.complete = event.view().members().size() == 1;
		lead(event.view());
	}

	@SpreadHandler
	void on(MemberJoined event) {
		lead(event.view());
		sendTable(event.member());
	}

	@SpreadHandler
	void on(NetworkChanged event) {
		lead(event.view());
		event.arrived().forEach(this::sendTable);
	}

	@SpreadHandler
	void on(ViewChanged event) {
		lead(event.view());
	}

	private void lead(GroupView view) {
		this.leading = view.members().get(0).equals(this.self); // all see the same first
	}

	private void sendTable(MemberId member) {
		if (this.complete) {
			this.template.to(member).type(3).send(new Table(this.levels));
		}
	}

	record Level(String item, int count) {

	}

	record Question(String item) {

	}

	record Table(Map<String, Integer> levels) {

	}

}
