package io.github.spreadspring.benchmarks.run;

/**
 * What a peer has done at one moment.
 *
 * @param nanos the moment, by its own clock
 * @param messages the number of messages until then
 * @param cpu the processor time until then
 */
record Mark(long nanos, long messages, ProcessCpu cpu) {

	static Mark take(ChildProcess child) {
		child.say("mark");
		String[] words = child.await("MARK");
		return new Mark(Long.parseLong(words[1]), Long.parseLong(words[2]), ProcessCpu.of(child.pid()));
	}

	double perSecond(Mark earlier) {
		return (this.messages - earlier.messages) * 1e9 / (this.nanos - earlier.nanos);
	}

	double microsPerMessage(Mark earlier) {
		return this.cpu.since(earlier.cpu) / 1000 / (this.messages - earlier.messages);
	}

}
