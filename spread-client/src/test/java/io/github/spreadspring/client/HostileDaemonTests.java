package io.github.spreadspring.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.client.testing.HostileDaemon;
import io.github.spreadspring.client.testing.HostileDaemon.Script;
import io.github.spreadspring.client.testing.Mailbox;
import io.github.spreadspring.protocol.MalformedFrameException;
import io.github.spreadspring.protocol.fuzz.Fuzz;
import io.github.spreadspring.protocol.fuzz.HostileFrames;
import io.github.spreadspring.protocol.fuzz.SampleFrames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real connection to a daemon that breaks the protocol in all ways: it brings messages
 * or ends with an exception of ours, and never hangs. How frames are read is tested with
 * many more of them where they are read.
 * <p>
 * Not over libspread, which trusts its daemon: 5.0.1 took the whole process down when it
 * was given these frames.
 */
class HostileDaemonTests {

	private final HostileFrames frames = new HostileFrames(SampleFrames.all());

	private final HostileDaemon daemon = HostileDaemon.start(() -> this.script);

	private volatile Script script = new Script(List.of());

	private int messages;

	private int malformed;

	private int closed;

	private int refused;

	@AfterEach
	void close() throws Exception {
		this.daemon.close();
	}

	@Test
	void aConnectionBringsMessagesOrEnds() {
		Fuzz.each(Fuzz.cases(20), (random) -> {
			List<byte[]> segments = new ArrayList<>();
			for (int i = random.nextInt(4); i >= 0; i--) {
				addSegments(segments, this.frames.next(random), random);
			}
			this.script = new Script(segments);
			converse();
		});
		assertThat(this.refused).isZero();
		assertThat(List.of(this.messages, this.malformed, this.closed))
			.allSatisfy((count) -> assertThat(count).isGreaterThan(Fuzz.cases(20) / 20));
	}

	@Test
	void aBrokenHandshakeIsRefused() {
		Fuzz.each(Fuzz.cases(100), (random) -> {
			byte[] frame = this.frames.next(random);
			this.script = random.nextBoolean() ? new Script(broken(Script.OFFER, random), new byte[0], List.of(frame))
					: new Script(Script.OFFER, broken(Script.REPLY, random), List.of(frame));
			converse();
		});
		assertThat(this.refused).isGreaterThan(Fuzz.cases(100) / 10);
	}

	private void converse() throws InterruptedException {
		try (SpreadConnection connection = SpreadConnection.open(this.daemon.settings())) {
			while (true) {
				SpreadMessage message = connection.receive(Mailbox.PATIENCE);
				assertThat(message).as("a message, or the end").isNotNull();
				this.messages++;
			}
		}
		catch (ConnectionClosedException ex) {
			this.closed++;
		}
		catch (MalformedFrameException ex) {
			this.malformed++;
		}
		catch (SpreadConnectException ex) {
			this.refused++;
		}
	}

	private static void addSegments(List<byte[]> segments, byte[] frame, Random random) {
		int cut = random.nextBoolean() ? frame.length : random.nextInt(frame.length + 1);
		segments.add(Arrays.copyOf(frame, cut));
		segments.add(Arrays.copyOfRange(frame, cut, frame.length));
	}

	private static byte[] broken(byte[] bytes, Random random) {
		byte[] broken = Arrays.copyOf(bytes, random.nextInt(bytes.length + 2));
		if (broken.length > 0) {
			broken[random.nextInt(broken.length)] = (byte) random.nextInt();
		}
		return broken;
	}

}
