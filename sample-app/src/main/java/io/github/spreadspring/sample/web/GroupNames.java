package io.github.spreadspring.sample.web;

import io.github.spreadspring.protocol.IllegalNameException;
import io.github.spreadspring.protocol.Names;

/**
 * Names of groups in requests.
 */
public final class GroupNames {

	private GroupNames() {
	}

	/**
	 * Refuse what is not the name of a group.
	 * @param group the name
	 * @return the same name
	 * @throws BadFieldException if it is not allowed, with the reason
	 */
	public static String require(String group) {
		try {
			return Names.requireGroup(group);
		}
		catch (IllegalNameException ex) {
			throw new BadFieldException("group", ex.getMessage());
		}
	}

}
