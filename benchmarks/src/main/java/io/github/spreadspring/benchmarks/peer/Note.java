package io.github.spreadspring.benchmarks.peer;

/**
 * A small record, as JSON about as long as asked for.
 *
 * @param id an identifier
 * @param number a number
 * @param urgent a truth value
 * @param text what fills up the size
 */
record Note(String id, long number, boolean urgent, String text) {

	private static final int WITHOUT_TEXT = 56;

	static Note ofSize(int size) {
		return new Note("note-1", 1234567L, true, "x".repeat(Math.max(1, size - WITHOUT_TEXT)));
	}

}
