package io.github.spreadspring.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The names of authentication methods, as a daemon offers and as a client chooses them.
 *
 * @param names the names; case-sensitive
 */
public record AuthenticationMethods(List<String> names) {

	/**
	 * The method that always succeeds, as {@code NULL} in the configuration of a daemon.
	 */
	public static final AuthenticationMethods NULL = new AuthenticationMethods(List.of("NULL"));

	/**
	 * Size of a client's choice in bytes.
	 */
	public static final int CHOICE_SIZE = 90;

	/**
	 * Longest text of an offer in bytes.
	 */
	public static final int MAX_OFFER = 90;

	private static final int SLOTS = 3;

	private static final int SLOT_SIZE = CHOICE_SIZE / SLOTS;

	/**
	 * Take a copy of the names.
	 * @param names the names
	 */
	public AuthenticationMethods {
		names = List.copyOf(names);
	}

	/**
	 * Return the names as a daemon offers them.
	 * @return length and names, each followed by a blank, ready to be read
	 */
	public ByteBuffer toOffer() {
		byte[] text = this.names.stream()
			.map((name) -> name + " ")
			.collect(Collectors.joining())
			.getBytes(StandardCharsets.ISO_8859_1);
		return ByteBuffer.allocate(1 + text.length).put((byte) text.length).put(text).flip();
	}

	/**
	 * Read the text of an offer, behind its length.
	 * @param text the text
	 * @return the methods
	 */
	public static AuthenticationMethods ofOffer(byte[] text) {
		List<String> names = new ArrayList<>();
		for (String name : new String(text, StandardCharsets.ISO_8859_1).split(" ")) {
			if (!name.isEmpty()) {
				names.add(name);
			}
		}
		return new AuthenticationMethods(names);
	}

	/**
	 * Check that a client can choose these methods.
	 * @param names the names
	 * @throws IllegalArgumentException if there is none, if there are more than two (the
	 * daemon refuses three), or if a name is empty or longer than 29 bytes
	 */
	public static void requireChoice(List<String> names) {
		if (names.isEmpty() || names.size() >= SLOTS) {
			throw new IllegalArgumentException(
					"%d authentication methods chosen; 1 or 2 are allowed".formatted(names.size()));
		}
		for (String name : names) {
			if (name.isEmpty() || name.length() >= SLOT_SIZE) {
				throw new IllegalArgumentException(
						"Authentication method \"%s\" is not allowed: a name has 1 to %d characters".formatted(name,
								SLOT_SIZE - 1));
			}
		}
	}

	/**
	 * Return the names as a client chooses them.
	 * @return three slots, ready to be read, to be sent with one write
	 * @throws IllegalArgumentException if they cannot be chosen
	 */
	public ByteBuffer toChoice() {
		requireChoice(this.names);
		ByteBuffer choice = ByteBuffer.allocate(CHOICE_SIZE);
		for (int i = 0; i < this.names.size(); i++) {
			choice.put(i * SLOT_SIZE, this.names.get(i).getBytes(StandardCharsets.ISO_8859_1));
		}
		return choice;
	}

	/**
	 * Read the choice of a client.
	 * @param buffer what has arrived; advanced behind the choice if it is complete
	 * @return the methods, or {@code null} if more bytes are needed
	 */
	public static @Nullable AuthenticationMethods readChoice(ByteBuffer buffer) {
		if (buffer.remaining() < CHOICE_SIZE) {
			return null;
		}
		List<String> names = new ArrayList<>();
		int start = buffer.position();
		for (int slot = start; slot < start + CHOICE_SIZE && buffer.get(slot) != 0; slot += SLOT_SIZE) {
			int length = 0;
			while (length < SLOT_SIZE && buffer.get(slot + length) != 0) {
				length++;
			}
			byte[] name = new byte[length];
			buffer.get(slot, name);
			names.add(new String(name, StandardCharsets.ISO_8859_1));
		}
		buffer.position(start + CHOICE_SIZE);
		return new AuthenticationMethods(names);
	}

	/**
	 * Check the choice of a client against what is offered.
	 * @param choice the choice
	 * @throws RejectedException if it is empty, fills all three slots or has a method
	 * that is not offered
	 */
	public void requireChosen(AuthenticationMethods choice) {
		if (choice.names.isEmpty() || choice.names.size() >= SLOTS || !this.names.containsAll(choice.names)) {
			throw new RejectedException(ErrorCode.REJECT_AUTH,
					"authentication methods %s chosen, %s offered".formatted(choice.names, this.names));
		}
	}

}
