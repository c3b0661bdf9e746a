package io.github.spreadspring.sample.console;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;
import io.github.spreadspring.sample.testing.BrowserTest;
import io.github.spreadspring.sample.testing.Chromium;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console on a busy morning, on three daemons, in windows of several sizes.
 */
@BrowserTest
class ConsoleSceneBrowserTests {

	private static final List<RawPeer> peers = new ArrayList<>();

	private static EmbeddedSpreadNetwork network;

	private static SampleRun sample;

	private static Chromium browser;

	private static ConsolePage page;

	@BeforeAll
	static void play() throws Exception {
		network = EmbeddedSpreadNetwork.builder().daemons("alpha", "beta", "gamma").build().start();
		sample = SampleRun.at(network.daemon("alpha").port(), "--spread.embedded.enabled=false",
				"--spread.private-name=console");
		browser = Chromium.wide();
		page = ConsolePage.open(sample, browser, "orders", "printing");
		peer("alpha", "anna", "orders");
		page.sees("#anna#alpha joined orders");
		RawPeer press = peer("beta", "press", "orders", "printing");
		page.sees("#press#beta joined printing");
		RawPeer stock = peer("gamma", "stock", "orders");
		RawPeer folder = peer("gamma", "folder", "printing");
		page.sees("#folder#gamma joined printing");
		network.daemon("alpha").close();
		page.sees("The connection to the daemon is lost");
		network.daemon("alpha").start();
		page.sees("You are in orders");
		page.sees("You are in printing");
		RawPeer anna = peer("alpha", "anna", "orders");
		browser.one(".members", "#anna#alpha");
		ConsolePage.say(anna, "orders", "500 posters, A2, matt. Needed by Friday.");
		page.sees("500 posters");
		ConsolePage.say(stock, "orders", "Paper is here: 1,200 sheets of 170 g.");
		page.sees("Paper is here");
		network.partition(List.of("alpha", "beta"), List.of("gamma"));
		page.sees("lost contact with #folder#gamma");
		page.sees("lost contact with #stock#gamma");
		ConsolePage.say(press, "orders", "The stock does not answer. Printing with what is on the shelf.");
		page.sees("on the shelf");
		network.merge();
		page.sees("now in contact with #folder#gamma");
		page.sees("now in contact with #stock#gamma");
		ConsolePage.leave(press, "orders");
		page.sees("#press#beta left orders");
		folder.crash();
		page.sees("#folder#gamma is gone");
		ConsolePage.say(press, page.self(), "Could you send me the proof once more?");
		page.sees("the proof once more");
		sample.api().post("{\"to\":[\"orders\"],\"payload\":\"On it. Done by noon.\",\"serviceType\":\"SAFE\"}");
		page.sees("Done by noon");
		ConsolePage.say(anna, "printing", "Thank you!");
		page.sees("Thank you!");
		browser.type("#text", "The posters are ready to be fetched.");
	}

	private static RawPeer peer(String daemon, String name, String... groups) throws Exception {
		RawPeer peer = ConsolePage.peer(network.daemon(daemon).port(), name, groups);
		peers.add(peer);
		return peer;
	}

	@AfterAll
	static void stop() throws Exception {
		if (browser != null) {
			browser.close();
		}
		if (sample != null) {
			sample.close();
		}
		if (network != null) {
			network.close();
		}
		for (RawPeer peer : peers) {
			peer.crash();
		}
	}

	@ParameterizedTest
	@CsvSource({ "wide, 1280, 860, false", "wide-dark, 1280, 860, true", "huge, 1920, 1080, false",
			"phone, 390, 844, false", "phone-dark, 390, 844, true" })
	void everythingFitsCanBeReadAndHasAName(String name, int width, int height, boolean dark) throws Exception {
		browser.resize(width, height);
		browser.prefer(dark);
		for (String tab : List.of("timeline", "views", "network")) {
			if (browser.all("#tab-" + tab).get(0).isDisplayed()) {
				browser.click("#tab-" + tab);
				page.waitFor("document.getAnimations().length === 0");
				browser.screenshot("console-" + tab + "-" + name);
				assertThat(browser.overflows()).isFalse();
				assertThat(page.faint()).isEmpty();
				assertThat(page.nameless()).isEmpty();
			}
		}
		browser.click("#tab-timeline");
	}

	@Test
	void thePageHasNothingToComplainAbout() {
		// the tab "Network" may have been opened before, and there is none
		assertThat(browser.complaints()).allSatisfy((complaint) -> assertThat(complaint).contains("/api/network"));
	}

}
