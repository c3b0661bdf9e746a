package io.github.spreadspring.client.libspread;

import com.sun.jna.Library;

/**
 * The functions of libspread that read the body of a membership message.
 */
interface MembershipFunctions extends Library {

	int SP_get_memb_info(byte[] body, int serviceType, SpreadStructures.MembershipInfo info);

	int SP_get_vs_sets_info(byte[] body, SpreadStructures.SetInfo[] sets, int count, int[] ownIndex);

	int SP_get_vs_set_members(byte[] body, SpreadStructures.SetInfo set, byte[] names, int count);

	int SP_equal_group_ids(SpreadStructures.GroupIdStructure.ByValue one,
			SpreadStructures.GroupIdStructure.ByValue other);

}
