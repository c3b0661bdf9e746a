package io.github.spreadspring.messaging.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.spreadspring.client.message.NetworkChanged;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.protocol.MemberId;

/**
 * The example of a listener that lives with partitions.
 */
@SpreadListener("stock")
class Stock {

	private final int expectedMembers = 3;

	volatile boolean writable = true;

	final List<MemberId> toldState = new CopyOnWriteArrayList<>();

	@SpreadHandler
	void on(NetworkChanged event) {
		this.writable = event.view().members().size() > this.expectedMembers / 2;
		event.arrived().forEach(this::sendState); // their history is another one
	}

	private void sendState(MemberId member) {
		this.toldState.add(member);
	}

}
