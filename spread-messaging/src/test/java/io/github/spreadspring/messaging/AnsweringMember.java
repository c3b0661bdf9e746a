package io.github.spreadspring.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.session.SessionState;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.client.session.SpreadStream;
import io.github.spreadspring.messaging.support.SpreadMessageConverters;
import io.github.spreadspring.messaging.support.SpreadMessageMapper;
import io.github.spreadspring.protocol.MemberId;

/**
 * A member of a group that answers what it gets.
 */
public final class AnsweringMember implements AutoCloseable {

	private static final Duration IDLE = Duration.ofMinutes(1);

	private final SpreadSession session;

	private final MemberId id;

	private final SpreadStream stream;

	private final SpreadMessageMapper mapper = new SpreadMessageMapper(SpreadMessageConverters.plain());

	private final SpreadTemplate template;

	private final Function<String, @Nullable Object> answer;

	AnsweringMember(SpreadSession session, String group, Function<String, @Nullable Object> answer) {
		this.session = session;
		this.id = Objects.requireNonNull(session.privateGroup());
		this.answer = answer;
		this.template = new SpreadTemplate(session, SpreadMessageConverters.plain());
		this.stream = session.open();
		this.stream.setAnswering(true);
		this.stream.join(SpreadStream.PRIVATE);
		this.stream.join(group).orTimeout(10, TimeUnit.SECONDS).join();
		new Thread(this::answer, "answering").start();
	}

	public MemberId id() {
		return this.id;
	}

	private void answer() {
		try {
			while (this.session.state() == SessionState.CONNECTED) {
				if (this.stream.receive(IDLE) instanceof RegularMessage message) {
					answer(this.mapper.fromSpread(message));
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void answer(Message<byte[]> request) {
		Object reply = this.answer.apply(new String(request.getPayload(), StandardCharsets.UTF_8));
		if (reply != null) {
			this.template.reply(request, null, reply);
		}
		else {
			this.template.noReply(request);
		}
	}

	@Override
	public void close() {
		this.stream.close();
		this.session.close();
	}

}
