package io.github.spreadspring.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a daemon looks at in the header of a client's frame before it reads on. A frame
 * that fails ends its session. Everything else is let through, even names that no library
 * would send.
 * <p>
 * In two places this is stricter than the C daemon, which does not survive what it lets
 * through there: on lengths above {@link SpreadLimits#MAX_BODY_AND_GROUPS_ACCEPTED}, and
 * on messages with a bit that makes it abort or send its client a frame that cannot be
 * read.
 */
public final class FrameCheck {

	private FrameCheck() {
	}

	/**
	 * Check the header of a frame that a client sent.
	 * @param header the header
	 * @param session the private group of the session it came from
	 * @return what is wrong with it, or {@code null} if a daemon goes on
	 */
	public static @Nullable String violation(FrameHeader header, MemberId session) {
		if (!header.type().isLegalFromClient()) {
			return "type %s has not exactly one service type or command".formatted(header.type());
		}
		if (header.type().isFatalFromClient()) {
			return "type %s has a bit that only daemons set".formatted(header.type());
		}
		if (!header.privateGroup().equals(session.toString())) {
			return "sender %s is not the private group of this session".formatted(Names.quote(header.privateGroup()));
		}
		if (header.groupCount() < 0 || header.groupCount() > SpreadLimits.MAX_GROUPS_ACCEPTED) {
			return "%d groups, 0 to %d are allowed".formatted(header.groupCount(), SpreadLimits.MAX_GROUPS_ACCEPTED);
		}
		if (!header.hintLegal()) {
			return "the hint has bits outside of the message type";
		}
		int maxBody = SpreadLimits.MAX_BODY_AND_GROUPS_ACCEPTED - header.groupCount() * NameField.SIZE;
		if (header.bodyLength() < 0 || header.bodyLength() > maxBody) {
			return "a body of %d bytes to %d groups, 0 to %d are allowed".formatted(header.bodyLength(),
					header.groupCount(), maxBody);
		}
		return null;
	}

}
