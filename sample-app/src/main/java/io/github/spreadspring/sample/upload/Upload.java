package io.github.spreadspring.sample.upload;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A row of the table.
 *
 * @param id the {@code f_id} of the messages
 * @param name the name of the file; {@code null} when another program sent it
 * @param size the number of bytes; {@code null} while waiting
 * @param lines the number of lines; {@code null} while waiting
 * @param state how far it is
 * @param problem why no text could be read
 * @param created when the row was made
 * @param answered when the answer came, the last one if there were several
 */
record Upload(long id, @Nullable String name, @Nullable Long size, @Nullable Long lines, State state,
		@Nullable String problem, Instant created, @Nullable Instant answered) {

	/**
	 * How far a file is.
	 */
	enum State {

		/** No answer yet. */
		WAITING,

		/** Answered. */
		DONE,

		/** Answered, but no text could be read. */
		UNREADABLE

	}

}
