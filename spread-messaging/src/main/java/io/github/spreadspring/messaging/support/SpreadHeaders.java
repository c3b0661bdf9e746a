package io.github.spreadspring.messaging.support;

/**
 * Headers by which a Spring {@code Message} carries what Spread knows about it. Most are
 * fields of the protocol, or known to one side only; {@link #REPLY_TO} and
 * {@link #CORRELATION_ID} travel as headers of the text block. On the wire these two are
 * {@code reply-to} and {@code correlation-id}: a header set by that name means the same,
 * and is received by the name here, as {@code content-type} is received as
 * {@link org.springframework.messaging.MessageHeaders#CONTENT_TYPE}.
 */
public final class SpreadHeaders {

	/**
	 * Prefix of all these headers.
	 */
	public static final String PREFIX = "spread_";

	/**
	 * Received: who sent the message, a {@code MemberId}.
	 */
	public static final String SENDER = PREFIX + "sender";

	/**
	 * Received: all destinations as sent, a {@code List<String>}.
	 */
	public static final String GROUPS = PREFIX + "groups";

	/**
	 * Received and sent: the guarantee, a {@code ServiceType}; when sending also its name
	 * as text. Default AGREED.
	 */
	public static final String SERVICE_TYPE = PREFIX + "serviceType";

	/**
	 * Received and sent: the application's 16-bit number, an {@code Integer} from -32768
	 * to 32767. Default 0.
	 */
	public static final String MESSAGE_TYPE = PREFIX + "messageType";

	/**
	 * Received and sent: whether the sender gets no copy, a {@code Boolean}. Default
	 * {@code false}.
	 */
	public static final String SELF_DISCARD = PREFIX + "selfDiscard";

	/**
	 * Received and sent: where an answer is wanted, text: a member id or a group; when
	 * sending also a {@code MemberId}. On the wire {@code reply-to}. Without it answers
	 * go to the sender.
	 */
	public static final String REPLY_TO = PREFIX + "replyTo";

	/**
	 * Received and sent: which request an answer belongs to, text; whoever answers sends
	 * it back as it came. On the wire {@code correlation-id}.
	 */
	public static final String CORRELATION_ID = PREFIX + "correlationId";

	/**
	 * Sent: when headers travel with this message, a {@link HeaderMode} or its name.
	 */
	public static final String HEADER_MODE = PREFIX + "headerMode";

	/**
	 * Sent: in which order headers stand in the block, a {@code List} of names; headers
	 * that are not in it follow. A {@code Message} keeps its headers in no order;
	 * messages made by {@link io.github.spreadspring.messaging.SpreadSendSpec} have
	 * theirs as they were set.
	 */
	public static final String HEADER_ORDER = PREFIX + "headerOrder";

	/**
	 * Received: the message or event as the client has it, a {@code SpreadEvent}.
	 */
	public static final String EVENT = PREFIX + "event";

	private SpreadHeaders() {
	}

}
