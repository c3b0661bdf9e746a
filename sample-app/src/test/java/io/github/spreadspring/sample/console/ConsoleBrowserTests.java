package io.github.spreadspring.sample.console;

import java.io.IOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.sample.testing.BrowserTest;
import io.github.spreadspring.sample.testing.Chromium;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The group console in a real browser.
 */
@BrowserTest
class ConsoleBrowserTests {

	private static SampleRun sample;

	private static Chromium browser;

	@BeforeAll
	static void start() throws IOException {
		sample = SampleRun.start();
		browser = Chromium.wide();
	}

	@AfterAll
	static void stop() {
		if (browser != null) {
			browser.close();
		}
		if (sample != null) {
			sample.close();
		}
	}

	@Test
	void aMessageThatIsWrittenStandsInTheTimeline() throws IOException {
		browser.show(sample.url("/"));
		browser.type("#join-name", "chat");
		browser.click("#join-button");
		browser.one(".group-name", "chat");
		browser.type("#text", "hello everybody");
		browser.click("#send");
		browser.one(".entry.message", "hello everybody");
		assertThat(browser.overflows()).isFalse();
		assertThat(browser.complaints()).isEmpty();
		browser.screenshot("console");
	}

}
