package io.github.spreadspring.sample.waiting;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.sample.testing.BrowserTest;
import io.github.spreadspring.sample.testing.Chromium;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page of the waiting request in a real browser.
 */
@BrowserTest
class WaitingBrowserTests {

	private static SampleRun sample;

	private static Chromium browser;

	@BeforeAll
	static void start(SampleRun sample, Chromium browser) {
		WaitingBrowserTests.sample = sample;
		WaitingBrowserTests.browser = browser;
	}

	@Test
	void theMessageThatComesIsShown() throws Exception {
		browser.show(sample.url("/waiting.html"));
		browser.type("#group", "news");
		assertThat(browser.one("#curl-send").getText()).contains("/api/messages", "\"to\":[\"news\"]");
		assertThat(browser.one("#curl-wait").getText()).contains("/api/groups/news/next?timeout=30s");
		browser.click("#wait");
		browser.one("#answer[data-kind=waiting]", "Waiting for a message to news");
		browser.one("#stop");
		browser.screenshot("waiting-waits");
		await().until(() -> sample.bean(SpreadSession.class).view("news").isPresent());
		try (RawPeer peer = new RawPeer(sample.daemonPort(), "press")) {
			peer.send(RawPeer.AGREED, 0, "news", "<b>Good</b> news from the press".getBytes(StandardCharsets.UTF_8));
			assertThat(browser.one("#answer[data-kind=message]").getText()).contains("<b>Good</b> news from the press",
					"#press#localhost", "AGREED");
		}
		browser.one("#wait");
		browser.one("#state", "Connected");
		assertThat(browser.overflows()).isFalse();
		browser.screenshot("waiting");
		browser.prefer(true);
		browser.screenshot("waiting-dark");
		browser.prefer(false);
		browser.resize(390, 844);
		assertThat(browser.overflows()).isFalse();
		browser.screenshot("waiting-phone");
		browser.resize(1280, 860);
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void thatNoMessageCameIsSaid() {
		browser.show(sample.url("/waiting.html"));
		browser.type("#group", "silence");
		// a time that the page does not offer
		browser.run("document.querySelector('#timeout option').value = '50ms'; "
				+ "document.querySelector('#timeout').selectedIndex = 0");
		browser.click("#wait");
		browser.one("#answer[data-kind=none]", "No message came");
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void whoStopsWaitingIsToldSo() {
		browser.show(sample.url("/waiting.html"));
		browser.click("#wait");
		browser.click("#stop");
		browser.one("#answer[data-kind=none]", "Given up");
		browser.one("#wait");
	}

	@Test
	void aBadGroupIsRefusedOnThePage() {
		browser.show(sample.url("/waiting.html"));
		browser.type("#group", "#me#here");
		browser.click("#wait");
		browser.one("#ask-error", "belongs to a member");
		assertThat(browser.one("#group").getDomAttribute("aria-invalid")).isEqualTo("true");
		assertThat(browser.<String>run("return document.activeElement.id")).isEqualTo("group");
		browser.type("#group", "me");
		assertThat(browser.all("#ask-error").get(0).isDisplayed()).isFalse();
	}

}
