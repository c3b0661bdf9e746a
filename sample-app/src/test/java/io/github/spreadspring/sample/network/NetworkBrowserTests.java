package io.github.spreadspring.sample.network;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

import io.github.spreadspring.sample.testing.BrowserTest;
import io.github.spreadspring.sample.testing.Chromium;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The network and its faults in a real browser.
 */
@BrowserTest
class NetworkBrowserTests {

	private static Chromium browser;

	@BeforeAll
	static void start() {
		browser = Chromium.open(1280, 1000, false);
	}

	@AfterAll
	static void stop() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void forgetThePageBefore() {
		browser.show("about:blank");
		browser.complaints();
	}

	@Test
	void eachSideIsSeenWhileTheNetworkIsSplitKilledAndFrozen() throws Exception {
		try (SampleRun sample = SampleRun.start(NetworkApiTests.OPTIONS)) {
			sample.api().put("/api/groups/chat");
			browser.show(sample.url("/"));
			browser.click("#tab-network");
			seesAll("alpha", 4);
			seesAll("gamma", 4);
			screenshot("network-together");

			// gamma is on side B unless somebody chooses otherwise
			browser.click("label:has(input[name='side-beta'][value='B'])");
			browser.click("#network-split");
			sees("alpha", "Sees 2 of 4 members of chat");
			sees("beta", "Sees 2 of 4 members of chat");
			say("alpha", "hello from the left");
			say("gamma", "hello from the right");
			browser.one(card("alpha") + " .sight-said", "hello from the left");
			browser.one(card("beta") + " .sight-said", "hello from the right");
			browser.one(card("gamma") + " .sight-said", "hello from the right");
			assertThat(texts(card("alpha") + " .sight-said")).containsExactly("hello from the left");
			assertThat(texts(card("gamma") + " .sight-said")).containsExactly("hello from the right");
			assertThat(browser.one(".network-picture").getDomAttribute("aria-label"))
				.isEqualTo("alpha and beta do not reach each other, alpha and gamma do not reach each other "
						+ "and beta and gamma reach each other.");
			assertTidy();
			screenshot("network-split");
			browser.prefer(true);
			screenshot("network-split-dark");
			browser.prefer(false);
			browser.resize(390, 844);
			screenshot("network-split-phone");
			assertTidy();
			browser.resize(1280, 1000);

			browser.click("#network-merge");
			seesAll("alpha", 4);
			seesAll("gamma", 4);

			press("kill", "alpha");
			sees("alpha", "Not connected");
			browser.one(card("beta") + " .you", "console is here");
			press("freeze", "gamma");
			browser.one(card("gamma") + " .daemon-reach", "Lost by the others");
			sees("gamma", "Not connected");
			sees("beta", "Sees all 2 members of chat");
			assertTidy();
			screenshot("network-faults");
			browser.resize(390, 844);
			screenshot("network-phone");
			browser.run("document.querySelector(arguments[0]).scrollIntoView()", card("beta"));
			assertThat(browser.<Long>run("return Math.round(document.scrollingElement.scrollTop)")).isZero();
			browser.screenshot("network-phone-beta");
			assertTidy();

			press("start", "alpha");
			press("thaw", "gamma");
			seesAll("alpha", 4);
			seesAll("beta", 4);
			seesAll("gamma", 4);
			browser.resize(1280, 1000);
		}
	}

	@Test
	void aLossThatNobodyHasNoticedYetIsShownAsSuch() throws Exception {
		try (SampleRun sample = SampleRun.start("--spring.profiles.active=network", "--sample.network.ports=0,0,0",
				"--sample.network.detection-time=1m")) {
			browser.show(sample.url("/"));
			browser.click("#tab-network");
			browser.one("#network", "The console is in no group yet");
			browser.one("#network-split", "Split");
			assertThat(browser.one("#network-does-split").getText()).contains("after about 60 seconds");
			browser.click("label:has(input[name='side-gamma'][value='A'])");
			browser.click("#network-split");
			browser.one("#network .error", "All daemons are on one side");
			press("freeze", "beta");
			browser.one(card("beta") + " .daemon-reach", "Not missed yet");
			assertThat(browser.one(".network-picture").getDomAttribute("aria-label"))
				.isEqualTo("alpha and beta have not noticed a change yet, alpha and gamma reach each other "
						+ "and beta and gamma have not noticed a change yet.");
			assertTidy();
			screenshot("network-noticing");
		}
	}

	@Test
	void whereThereIsNoNetworkThePageSaysHowToGetOne() throws IOException {
		try (SampleRun sample = SampleRun.start()) {
			browser.show(sample.url("/"));
			assertThat(browser.complaints()).isEmpty();
			browser.click("#tab-network");
			browser.one("#network pre", "-Dspring-boot.run.profiles=network");
			assertThat(browser.overflows()).isFalse();
			screenshot("network-absent");
			// the browser tells of the answer 404
			assertThat(browser.complaints()).hasSize(1).first().asString().contains("/api/network");
		}
	}

	private static void assertTidy() {
		assertThat(browser.overflows()).isFalse();
		assertThat(browser.complaints()).isEmpty();
		assertThat(browser.all("#network button, #network input, #network select:not([hidden])"))
			.allSatisfy((control) -> assertThat(control.getAccessibleName()).isNotBlank());
	}

	private static void screenshot(String name) throws IOException {
		browser.run("document.getElementById('network').scrollTop = 0");
		browser.screenshot(name);
	}

	private static void say(String daemon, String text) {
		browser.type(card(daemon) + " .daemon-say input", text);
		browser.click(card(daemon) + " .daemon-say button");
	}

	private static void press(String action, String daemon) {
		browser.click("%s button[data-action='%s']".formatted(card(daemon), action));
	}

	private static void seesAll(String daemon, int members) {
		sees(daemon, "Sees all %d members of chat".formatted(members));
	}

	private static void sees(String daemon, String words) {
		browser.one(card(daemon) + " .sight-summary", words);
	}

	private static List<String> texts(String selector) {
		return browser.all(selector).stream().map(WebElement::getText).toList();
	}

	private static String card(String daemon) {
		return ".daemon-card[data-key='%s']".formatted(daemon);
	}

}
