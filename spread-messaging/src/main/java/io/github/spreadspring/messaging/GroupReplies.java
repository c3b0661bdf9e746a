package io.github.spreadspring.messaging;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.springframework.messaging.converter.MessageConversionException;

import io.github.spreadspring.client.message.GroupView;
import io.github.spreadspring.protocol.MemberId;

/**
 * What came of asking everybody in a group: who answered, who left before it could, and
 * who stayed silent until the time was over.
 *
 * @param <T> the type of an answer
 * @param view the view in which the question was delivered: those who were asked, and
 * ourselves
 * @param answers the answer of each member, in the order in which they came. We are among
 * them only if one of our own listeners answered
 * @param left who left the group, disconnected, or became unreachable without an answer
 * @param silent who is still there and did not answer in time
 * @param unreadable who answered something that is not of the type asked for, and why
 */
public record GroupReplies<T>(GroupView view, Map<MemberId, T> answers, List<MemberId> left, List<MemberId> silent,
		Map<MemberId, MessageConversionException> unreadable) {

	/**
	 * Take copies.
	 * @param view the view in which the question was delivered
	 * @param answers the answer of each member
	 * @param left who left without an answer
	 * @param silent who did not answer in time
	 * @param unreadable who answered something else
	 */
	public GroupReplies {
		answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
		left = List.copyOf(left);
		silent = List.copyOf(silent);
		unreadable = Collections.unmodifiableMap(new LinkedHashMap<>(unreadable));
	}

	/**
	 * Whether everybody who was asked has answered. That is also so when nobody was
	 * asked.
	 * @return {@code true} if nobody left, nobody was silent, and all answers can be read
	 */
	public boolean isComplete() {
		return this.left.isEmpty() && this.silent.isEmpty() && this.unreadable.isEmpty();
	}

	/**
	 * Return the answers without their senders.
	 * @return the answers, in the order in which they came
	 */
	public List<T> payloads() {
		return List.copyOf(this.answers.values());
	}

	<R> GroupReplies<R> map(Function<T, R> converter) {
		Map<MemberId, R> converted = new LinkedHashMap<>();
		Map<MemberId, MessageConversionException> failed = new LinkedHashMap<>(this.unreadable);
		this.answers.forEach((member, answer) -> {
			try {
				converted.put(member, converter.apply(answer));
			}
			catch (MessageConversionException ex) {
				failed.put(member, ex);
			}
		});
		return new GroupReplies<>(this.view, converted, this.left, this.silent, failed);
	}

}
