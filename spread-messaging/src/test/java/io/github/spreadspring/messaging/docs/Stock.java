package io.github.spreadspring.messaging.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.client.message.ViewChanged;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.protocol.MemberId;

/**
 * The example of a listener that lives with partitions.
 */
@SpreadListener("stock")
class Stock {

	private final int expectedMembers = 3;

	volatile boolean writable;

	final List<MemberId> toldState = new CopyOnWriteArrayList<>();

	@SpreadHandler
	void on(GroupJoined event) {
		this.writable = isMajority(event.view());
	}

	@SpreadHandler
	void on(ViewChanged event) {
		this.writable = isMajority(event.view());
	}

	@SpreadHandler
	void on(NetworkChanged event) {
		this.writable = isMajority(event.view());
		event.arrived().forEach(this::sendState); // their history is another one
	}

	@SpreadHandler
	void on(ConnectionLost event) {
		this.writable = false;
	}

	private boolean isMajority(GroupView view) {
		return view.members().size() > this.expectedMembers / 2;
	}

	private void sendState(MemberId member) {
		this.toldState.add(member);
	}

}
