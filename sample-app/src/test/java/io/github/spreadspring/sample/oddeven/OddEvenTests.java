package io.github.spreadspring.sample.oddeven;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Both members get the numbers of the other, all of them, in order, and none of their
 * own.
 */
@ExtendWith(OutputCaptureExtension.class)
class OddEvenTests {

	private static final int SAFE = 0x20;

	private static final List<Integer> EVEN_NUMBERS = IntStream.range(0, 50).mapToObj((i) -> 2 * i).toList();

	private static final List<Integer> ODD_NUMBERS = IntStream.range(0, 50).mapToObj((i) -> 2 * i + 1).toList();

	private final Deque<SampleRun> samples = new ArrayDeque<>();

	@AfterEach
	void stop() {
		this.samples.forEach(SampleRun::close);
	}

	@Test
	void eachGetsTheNumbersOfTheOtherInOrder(CapturedOutput output) throws IOException {
		start(SampleRun.freePort());
		assertExchanged(output);
		assertThat(output).contains("odd  connected as #odd#localhost", "even connected as #even#localhost");
	}

	@Test
	void whoeverComesLaterMissesNothing(CapturedOutput output) throws IOException {
		int port = SampleRun.freePort();
		start(port, "--oddeven.even=false");
		await().until(() -> output.getOut().contains("odd  is in oddeven with [#odd#localhost]"));
		assertThat(numbers(output, "odd")).isEmpty();
		SampleRun even = start(port, "--oddeven.odd=false");
		assertExchanged(output);
		even.close();
		await().until(() -> output.getOut().contains("odd  sees #even#localhost leave oddeven"));
	}

	@Test
	void theMessagesAreThoseOfTheExampleInJavaScript() throws IOException {
		int port = SampleRun.freePort();
		start(port, "--oddeven.even=false");
		try (RawPeer peer = new RawPeer(port, "even")) {
			peer.join("even");
			peer.join(NumberExchange.MEETING);
			for (int number : EVEN_NUMBERS) {
				RawPeer.Frame frame = peer.receiveMessage();
				assertThat(frame.text()).isEqualTo("{\"message\":" + number + "}");
				assertThat(frame.type() & SAFE).isEqualTo(SAFE);
				assertThat(frame.messageType()).isZero();
			}
		}
	}

	@Test
	void withoutADaemonTheListenersAreTold(CapturedOutput output) throws IOException {
		start(SampleRun.freePort(), "--spread.embedded.enabled=false");
		await().until(() -> output.getOut().contains("even not connected, attempt "));
		assertThat(output).contains("odd  not connected, attempt ");
	}

	private SampleRun start(int daemonPort, String... options) {
		String[] all = StringUtils.addStringToArray(options, "--spring.profiles.active=oddeven");
		SampleRun sample = SampleRun.at(daemonPort, all);
		this.samples.push(sample);
		return sample;
	}

	private static void assertExchanged(CapturedOutput output) {
		await().untilAsserted(() -> assertThat(numbers(output, "odd")).hasSizeGreaterThanOrEqualTo(50));
		await().untilAsserted(() -> assertThat(numbers(output, "even")).hasSizeGreaterThanOrEqualTo(50));
		assertThat(numbers(output, "odd")).isEqualTo(ODD_NUMBERS);
		assertThat(numbers(output, "even")).isEqualTo(EVEN_NUMBERS);
	}

	private static List<Integer> numbers(CapturedOutput output, String side) {
		return Pattern.compile("^" + side + " +got (\\d+) from #", Pattern.MULTILINE)
			.matcher(output.getOut())
			.results()
			.map((MatchResult result) -> Integer.valueOf(result.group(1)))
			.toList();
	}

}
