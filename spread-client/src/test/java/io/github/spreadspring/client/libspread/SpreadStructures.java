package io.github.spreadspring.client.libspread;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;

/**
 * The structures of libspread that our binding has no use for: bodies of membership
 * messages are read in Java, and parts of a message are put together before sending. They
 * are here to compare the one with the other.
 */
final class SpreadStructures {

	private SpreadStructures() {
	}

	/** A structure that tells where its fields are. */
	abstract static class Layout extends Structure {

		int offset(String field) {
			return fieldOffset(field);
		}

	}

	/** The structure {@code group_id}. */
	@Structure.FieldOrder("id")
	public static class GroupIdStructure extends Layout {

		/** Process, time and index. */
		public int[] id = new int[3];

		/** As an argument. */
		public static class ByValue extends GroupIdStructure implements Structure.ByValue {

		}

	}

	/** The structure {@code vs_set_info}. */
	@Structure.FieldOrder({ "memberCount", "membersOffset" })
	public static class SetInfo extends Layout {

		/** How many members are in the set. */
		public int memberCount;

		/** Where they are, from the beginning of the body. */
		public int membersOffset;

	}

	/** The structure {@code membership_info}. */
	@Structure.FieldOrder({ "groupId", "changedMember", "setCount", "ownSet" })
	public static class MembershipInfo extends Layout {

		/** The id of the new membership. */
		public GroupIdStructure groupId = new GroupIdStructure();

		/** Who joined, left or disconnected. */
		public byte[] changedMember = new byte[32];

		/** How many sets there are. */
		public int setCount;

		/** The set of the receiver. */
		public SetInfo ownSet = new SetInfo();

	}

	/** The structure {@code scat_element}. */
	@Structure.FieldOrder({ "buffer", "length" })
	public static class ScatterElement extends Layout {

		/** Where the part is. */
		public Pointer buffer = Pointer.NULL;

		/** How long it is, a size_t. */
		public long length;

	}

	/** The structure {@code scatter}. */
	@Structure.FieldOrder({ "count", "elements" })
	public static class Scatter extends Layout {

		/** How many elements are used, a size_t. */
		public long count;

		/** The parts. */
		public ScatterElement[] elements = new ScatterElement[100];

	}

}
