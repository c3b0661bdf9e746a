package io.github.spreadspring.messaging;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.core.MessagePostProcessor;
import org.springframework.util.MimeType;

import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.session.SendCallback;
import io.github.spreadspring.client.session.SendResult;
import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.messaging.support.SpreadHeaders;
import io.github.spreadspring.protocol.ServiceType;

/**
 * Collects the options of a message as headers.
 */
final class DefaultSendSpec implements SpreadSendSpec {

	private static final Set<String> RESERVED = Set.of(MessageHeaders.ID, MessageHeaders.TIMESTAMP);

	private final SpreadTemplate template;

	private final List<String> destinations;

	private final Map<String, Object> headers = new LinkedHashMap<>();

	/** How many of the headers are not options of ours, and may travel. */
	private int travelling;

	private @Nullable MessagePostProcessor postProcessor;

	private Duration replyTimeout;

	DefaultSendSpec(SpreadTemplate template, List<String> destinations) {
		this.template = template;
		this.destinations = destinations;
		this.replyTimeout = template.getProperties().getReplyTimeout();
	}

	@Override
	public SpreadSendSpec service(ServiceType serviceType) {
		return header(SpreadHeaders.SERVICE_TYPE, serviceType);
	}

	@Override
	public SpreadSendSpec type(int messageType) {
		return header(SpreadHeaders.MESSAGE_TYPE, (int) OutboundMessage.requireType(messageType));
	}

	@Override
	public SpreadSendSpec selfDiscard() {
		return header(SpreadHeaders.SELF_DISCARD, true);
	}

	@Override
	public SpreadSendSpec header(String name, Object value) {
		if (RESERVED.contains(name)) {
			throw new IllegalArgumentException(
					"Header \"%s\" is not allowed: Spring makes it anew for every message. Choose another name."
						.formatted(name));
		}
		if (this.headers.put(name, value) == null && !name.startsWith(SpreadHeaders.PREFIX)) {
			this.travelling++;
		}
		return this;
	}

	@Override
	public SpreadSendSpec headers(Map<String, ?> headers) {
		headers.forEach((name, value) -> {
			// the headers of a message that is passed on have these two
			if (!(headers instanceof MessageHeaders && RESERVED.contains(name))) {
				header(name, value);
			}
		});
		return this;
	}

	@Override
	public SpreadSendSpec headers(HeaderMode mode) {
		return header(SpreadHeaders.HEADER_MODE, mode);
	}

	@Override
	public SpreadSendSpec contentType(MimeType contentType) {
		return header(MessageHeaders.CONTENT_TYPE, contentType);
	}

	@Override
	public SpreadSendSpec postProcess(MessagePostProcessor postProcessor) {
		MessagePostProcessor first = this.postProcessor;
		this.postProcessor = (first != null)
				? (message) -> postProcessor.postProcessMessage(first.postProcessMessage(message)) : postProcessor;
		return this;
	}

	@Override
	public SpreadSendSpec replyTimeout(Duration timeout) {
		this.replyTimeout = timeout;
		return this;
	}

	@Override
	public void send(Object payload) {
		this.template.multicast(this.destinations, message(payload), null);
	}

	@Override
	public CompletableFuture<SendResult> sendAsync(Object payload) {
		return orFailed(() -> {
			CompletableFuture<SendResult> result = new CompletableFuture<>();
			this.template.multicast(this.destinations, message(payload), SendCallback.completing(result));
			return result;
		});
	}

	@Override
	public @Nullable Message<?> sendAndReceive(Object payload) {
		return SpreadTemplate.orNull(ask(payload));
	}

	@Override
	public <T> @Nullable T sendAndReceive(Object payload, Class<T> replyType) {
		Message<?> reply = sendAndReceive(payload);
		return (reply != null) ? this.template.convert(reply, replyType) : null;
	}

	@Override
	public <T> CompletableFuture<T> sendAndReceiveAsync(Object payload, Class<T> replyType) {
		return orFailed(() -> ask(payload).async().thenApply((reply) -> this.template.convert(reply, replyType)));
	}

	@Override
	public <T> GroupReplies<T> sendAndReceiveAll(Object payload, Class<T> replyType) {
		return convert(askAll(payload).await(), replyType);
	}

	@Override
	public <T> CompletableFuture<GroupReplies<T>> sendAndReceiveAllAsync(Object payload, Class<T> replyType) {
		return orFailed(() -> askAll(payload).async().thenApply((replies) -> convert(replies, replyType)));
	}

	private Waiting<?, Message<?>> ask(Object payload) {
		return this.template.requests().ask(this.destinations, message(payload), this.replyTimeout);
	}

	private Waiting<?, GroupReplies<Message<?>>> askAll(Object payload) {
		if (this.destinations.size() != 1) {
			throw new IllegalStateException(
					"Everybody can be asked in one group only, not in %s".formatted(this.destinations));
		}
		return this.template.requests().askAll(this.destinations.get(0), message(payload), this.replyTimeout);
	}

	private <T> GroupReplies<T> convert(GroupReplies<Message<?>> replies, Class<T> replyType) {
		return replies.map((reply) -> this.template.convert(reply, replyType));
	}

	private Message<?> message(Object payload) {
		Map<String, Object> all = this.headers;
		if (this.travelling > 1) {
			all = new LinkedHashMap<>(all);
			all.putIfAbsent(SpreadHeaders.HEADER_ORDER, List.copyOf(this.headers.keySet()));
		}
		return this.template.message(payload, all, this.postProcessor);
	}

	// whatever goes wrong belongs into the future, where its user looks for it
	private static <T> CompletableFuture<T> orFailed(Supplier<CompletableFuture<T>> action) {
		try {
			return action.get();
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

}
