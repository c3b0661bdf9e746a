package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;
import java.util.List;

/**
 * What has to be true of every page.
 */
interface Rule {

	/**
	 * Look for what is wrong.
	 * @param page where to look
	 * @return a line for each thing that is wrong
	 */
	List<String> problems(Page page) throws IOException;

}
