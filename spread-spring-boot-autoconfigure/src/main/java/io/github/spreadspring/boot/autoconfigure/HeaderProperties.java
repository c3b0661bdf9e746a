package io.github.spreadspring.boot.autoconfigure;

import io.github.spreadspring.messaging.support.HeaderMode;
import io.github.spreadspring.messaging.support.HeaderSettings;

/**
 * Whether headers travel.
 */
public class HeaderProperties {

	/**
	 * When headers travel as a text block in front of the payload: for messages that have
	 * any, always, or never.
	 */
	private HeaderMode mode = HeaderMode.AUTO;

	/**
	 * Message type that tells receivers of a text block, a 16-bit number other than 0.
	 * The same for all applications that exchange headers.
	 */
	private int markerType = HeaderSettings.DEFAULT_MARKER_TYPE;

	/**
	 * Whether trace headers travel, in a text block of their own if need be.
	 */
	private boolean trace = false;

	public HeaderMode getMode() {
		return this.mode;
	}

	public void setMode(HeaderMode mode) {
		this.mode = mode;
	}

	public int getMarkerType() {
		return this.markerType;
	}

	public void setMarkerType(int markerType) {
		this.markerType = markerType;
	}

	public boolean isTrace() {
		return this.trace;
	}

	public void setTrace(boolean trace) {
		this.trace = trace;
	}

	HeaderSettings toSettings() {
		return HeaderSettings.defaults().mode(this.mode).markerType(this.markerType).trace(this.trace);
	}

}
