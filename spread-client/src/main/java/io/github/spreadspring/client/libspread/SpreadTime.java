package io.github.spreadspring.client.libspread;

import java.time.Duration;

import com.sun.jna.NativeLong;
import com.sun.jna.Structure;

/**
 * The structure {@code sp_time} of libspread: seconds and microseconds. Public for JNA
 * only.
 */
@Structure.FieldOrder({ "seconds", "microseconds" })
public class SpreadTime extends Structure {

	/** The seconds. */
	public NativeLong seconds = new NativeLong(0);

	/** The microseconds above them, less than a million: else libspread refuses. */
	public NativeLong microseconds = new NativeLong(0);

	/**
	 * The structure as an argument.
	 */
	public static class ByValue extends SpreadTime implements Structure.ByValue {

		/**
		 * Convert a time.
		 * @param time the time
		 * @return the time, but never zero, which libspread takes for eternity, and never
		 * negative, which it takes for over
		 */
		static ByValue of(Duration time) {
			ByValue value = new ByValue();
			boolean tiny = time.compareTo(Duration.ofNanos(1000)) < 0;
			value.seconds.setValue(tiny ? 0 : Math.min(time.toSeconds(), Integer.MAX_VALUE));
			value.microseconds.setValue(tiny ? 1 : time.toNanosPart() / 1000);
			return value;
		}

	}

}
