package io.github.spreadspring.sample.console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.sample.testing.BrowserTest;
import io.github.spreadspring.sample.testing.Chromium;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the console shows while its daemon is away.
 */
@BrowserTest
class ReconnectBrowserTests {

	private EmbeddedSpreadDaemon daemon;

	private SampleRun sample;

	private Chromium browser;

	@BeforeEach
	void start() throws Exception {
		this.daemon = daemon(SampleRun.freePort());
		this.sample = SampleRun.at(this.daemon.port(), "--spread.embedded.enabled=false");
		this.browser = Chromium.wide();
	}

	private static EmbeddedSpreadDaemon daemon(int port) {
		return EmbeddedSpreadDaemon.builder().port(port).build().start();
	}

	@AfterEach
	void stop() {
		this.browser.close();
		this.sample.close();
		this.daemon.close();
	}

	@Test
	void theGapIsShownWhereItIsAndWhatComesNext() throws Exception {
		ConsolePage page = ConsolePage.open(this.sample, this.browser, "chat");
		int port = this.daemon.port();
		String before = page.self();
		try (RawPeer anna = page.peer("anna", "chat")) {
			ConsolePage.say(anna, "chat", "before the gap");
			page.sees("before the gap");
			this.daemon.close();
			anna.crash();
		}
		this.browser.one("#banner", "There is no connection to a Spread daemon");
		this.browser.one("#banner-detail", "%d@localhost".formatted(port));
		// the third stands there for a moment only
		page.waitFor("Number(/Attempt (\\d+)/.exec(document.getElementById('banner-detail').textContent)?.[1]) >= 3");
		this.browser.one(".entry.gap", "The connection to the daemon is lost");
		assertThat(this.browser.one("#state").getDomAttribute("data-state")).isNotEqualTo("CONNECTED");
		assertThat(page.faint()).isEmpty();
		assertThat(page.nameless()).isEmpty();
		this.browser.screenshot("console-reconnecting");
		this.browser.driver().navigate().refresh();
		this.browser.one("#banner-detail", "Attempt ");
		this.daemon = daemon(port);
		page.sees("You are in chat");
		this.browser.one("#state[data-state=CONNECTED]");
		assertThat(this.browser.all("#banner").get(0).isDisplayed()).isFalse();
		this.browser.one(".entry.gap", "Connected again after");
		this.browser.one(".entry.gap", before.substring(0, before.lastIndexOf('#')));
	}

	@Test
	void theViewsShowOurOwnGapHatched() throws Exception {
		ConsolePage page = ConsolePage.open(this.sample, this.browser, "chat");
		int port = this.daemon.port();
		this.daemon.close();
		page.sees("The connection to the daemon is lost");
		this.daemon = daemon(port);
		page.sees("You are in chat");
		page.sees("Connected again after");
		this.browser.click("#tab-views");
		page.waitFor("document.querySelectorAll('.picture .hatched').length === 1");
		page.waitFor("document.querySelectorAll('.picture .mark.mark-join').length === 1");
		this.browser.screenshot("views-gap");
	}

}
