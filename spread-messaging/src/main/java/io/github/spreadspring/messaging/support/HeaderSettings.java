package io.github.spreadspring.messaging.support;

/**
 * How headers travel. Immutable; each method with an argument returns other settings.
 */
public final class HeaderSettings {

	/**
	 * The message type that marks messages with headers unless set otherwise: 18498.
	 */
	public static final int DEFAULT_MARKER_TYPE = 18_498;

	private static final HeaderSettings DEFAULTS = new HeaderSettings(HeaderMode.AUTO, (short) DEFAULT_MARKER_TYPE,
			false);

	private final HeaderMode mode;

	private final short markerType;

	private final boolean trace;

	private HeaderSettings(HeaderMode mode, short markerType, boolean trace) {
		this.mode = mode;
		this.markerType = markerType;
		this.trace = trace;
	}

	/**
	 * Settings with which headers travel where the application set any.
	 * @return the settings
	 */
	public static HeaderSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * Return when headers travel.
	 * @return the mode; {@link HeaderMode#AUTO} unless set otherwise
	 */
	public HeaderMode mode() {
		return this.mode;
	}

	/**
	 * Change when headers travel. A message can say otherwise by
	 * {@link SpreadHeaders#HEADER_MODE}.
	 * @param mode the mode
	 * @return the settings
	 */
	public HeaderSettings mode(HeaderMode mode) {
		return new HeaderSettings(mode, this.markerType, this.trace);
	}

	/**
	 * Return the message type that marks messages with headers in
	 * {@link HeaderMode#AUTO}.
	 * @return the message type; {@value #DEFAULT_MARKER_TYPE} unless set otherwise
	 */
	public int markerType() {
		return this.markerType;
	}

	/**
	 * Change the message type that marks messages with headers in
	 * {@link HeaderMode#AUTO}. All applications that talk to each other need the same.
	 * @param markerType a number from -32768 to 32767 except 0, which most messages have
	 * @return the settings
	 * @throws IllegalArgumentException if the number is not allowed
	 */
	public HeaderSettings markerType(int markerType) {
		if (markerType == 0 || markerType != (short) markerType) {
			throw new IllegalArgumentException(
					"Marker type %d is not allowed: a 16-bit number, %d to %d, is, except 0, which messages have that no application gave a type"
						.formatted(markerType, Short.MIN_VALUE, Short.MAX_VALUE));
		}
		return new HeaderSettings(this.mode, (short) markerType, this.trace);
	}

	/**
	 * Return whether trace headers travel.
	 * @return {@code false} unless set otherwise
	 */
	public boolean trace() {
		return this.trace;
	}

	/**
	 * Change whether the headers {@code traceparent}, {@code tracestate},
	 * {@code baggage}, {@code b3} and {@code X-B3-…} travel. They are headers like all
	 * others then, so that messages which have no others get a header block for them;
	 * with {@code false} they are left out.
	 * @param trace whether they travel, except in {@link HeaderMode#NEVER}
	 * @return the settings
	 */
	public HeaderSettings trace(boolean trace) {
		return new HeaderSettings(this.mode, this.markerType, trace);
	}

	@Override
	public String toString() {
		return "headers %s, marked by message type %d, %s trace headers".formatted(this.mode, this.markerType,
				this.trace ? "with" : "without");
	}

}
