package io.github.spreadspring.benchmarks.soak.check;

/**
 * What is promised to every member.
 */
public enum Rule {

	/** A message comes once. */
	NO_DUPLICATE,

	/** What one sender sends to one group comes in the order of sending. */
	SENDER_ORDER,

	/** Nothing is missing between two messages of a sender that moves with us. */
	NO_HOLE,

	/** Two members that both get two messages get them in the same order. */
	TOTAL_ORDER,

	/** Members that go from one view to the next together got the same in between. */
	SAME_SET,

	/** A SAFE message that came before the signal comes to all who were in that view. */
	SAFE_EVERYWHERE,

	/** Members that came together were in the same view before. */
	SAME_VIEW_BEFORE,

	/** The same id of a group means the same members. */
	SAME_MEMBERS,

	/** A view has ourselves in it, and fits to the one before and to its cause. */
	SOUND_VIEW,

	/** Events come in their order: joined, then messages and views, then left. */
	EVENT_ORDER,

	/** A body arrives as it was sent. */
	INTACT_BODY,

	/** A message comes from who says to have sent it. */
	TRUE_SENDER,

	/** In peace everybody gets everything, soon. */
	LIVENESS

}
