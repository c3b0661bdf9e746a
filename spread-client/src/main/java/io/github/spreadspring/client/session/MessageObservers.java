package io.github.spreadspring.client.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;

/**
 * Those who see the messages of a session, as one.
 */
final class MessageObservers implements MessageObserver {

	private static final Logger logger = System.getLogger(SpreadSession.class.getName());

	private final List<MessageObserver> all = new CopyOnWriteArrayList<>();

	void add(MessageObserver observer) {
		this.all.add(observer);
	}

	void remove(MessageObserver observer) {
		this.all.remove(observer);
	}

	@Override
	public void sent(OutboundMessage message) {
		for (MessageObserver observer : this.all) {
			try {
				observer.sent(message);
			}
			catch (RuntimeException | Error ex) {
				failed(ex);
			}
		}
	}

	@Override
	public void received(RegularMessage message) {
		for (MessageObserver observer : this.all) {
			try {
				observer.received(message);
			}
			catch (RuntimeException | Error ex) {
				failed(ex);
			}
		}
	}

	private static void failed(Throwable ex) {
		logger.log(Level.ERROR, "An observer of messages failed", ex);
	}

}
