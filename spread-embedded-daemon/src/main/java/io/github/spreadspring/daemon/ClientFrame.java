package io.github.spreadspring.daemon;

import java.util.List;

import io.netty.buffer.ByteBuf;

import io.github.spreadspring.protocol.FrameType;
import io.github.spreadspring.protocol.NameField;

/**
 * A complete frame of a client whose header has passed the checks.
 *
 * @param type what the frame is
 * @param groups the destinations
 * @param bytes the whole frame in the daemon's byte order, ready to be passed on; owned
 * by whoever has this frame
 */
record ClientFrame(FrameType type, List<String> groups, ByteBuf bytes) {

	/**
	 * Whether there is a name that a join or leave can act on. The C daemon would take
	 * whatever stands in its memory instead.
	 * @return {@code true} if there is a first name, terminated by NUL
	 */
	boolean hasGroup() {
		return !this.groups.isEmpty() && this.groups.get(0).length() < NameField.SIZE;
	}

	String group() {
		return this.groups.get(0);
	}

}
