package io.github.spreadspring.sample.console;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import io.github.spreadspring.sample.testing.BrowserTest;
import io.github.spreadspring.sample.testing.Chromium;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The picture of the views over time, in a real browser.
 */
@BrowserTest(options = "--spread.private-name=console")
class ViewsBrowserTests {

	private static SampleRun sample;

	private static Chromium browser;

	private ConsolePage page;

	@BeforeAll
	static void start(SampleRun sample, Chromium browser) {
		ViewsBrowserTests.sample = sample;
		ViewsBrowserTests.browser = browser;
	}

	@BeforeEach
	void leaveAll() throws Exception {
		for (String group : new String[] { "tea", "cake", "often", "crowd" }) {
			sample.api().delete("/api/groups/" + group);
		}
	}

	@Test
	void whoWasThereWhenIsDrawnAndToldInATable() throws Exception {
		this.page = ConsolePage.open(sample, browser, "tea");
		try (RawPeer anna = this.page.peer("anna", "tea"); RawPeer ben = this.page.peer("ben", "tea")) {
			this.page.sees("#ben#localhost joined tea");
			ConsolePage.leave(anna, "tea");
			this.page.sees("#anna#localhost left tea");
			ben.crash();
			this.page.sees("#ben#localhost is gone from tea");
			browser.click("#tab-views");
			browser.one("[aria-label='Views of tea'] .picture");
			this.page.waitFor("document.querySelectorAll('.picture .step.view').length === 5");
			assertThat(browser.all(".picture .bar")).hasSize(3);
			assertThat(browser.all(".picture .mark.mark-join")).hasSize(2);
			assertThat(browser.all(".picture .mark.mark-leave")).hasSize(1);
			assertThat(browser.all(".picture .mark.mark-disconnect")).hasSize(1);
			assertThat(browser.one(".lane-names").getText()).contains("#console#localhost", "#anna", "#ben");
			assertThat(browser.one(".view-info").getText()).contains("DISCONNECT", "#ben#localhost", "with 1 member");
			browser.run("document.querySelector('.picture [tabindex=\"0\"]').focus()");
			this.page.press(Keys.ARROW_LEFT);
			assertThat(browser.one(".view-info").getText()).contains("LEAVE", "#anna#localhost", "with 2 members");
			assertThat(browser.<String>run("return document.activeElement.getAttribute('aria-label')"))
				.contains("LEAVE #anna#localhost. 2 members: ", "#console#localhost", "#ben#localhost");
			this.page.press(Keys.HOME);
			assertThat(browser.one(".view-info").getText()).contains("Found when this page asked", "with 1 member");
			try (RawPeer cleo = this.page.peer("cleo", "tea")) {
				this.page.waitFor("document.querySelectorAll('.picture .step.view').length === 6");
				assertThat(browser.one(".view-info").getText()).contains("Found when this page asked");
				assertThat(browser.<String>run("return document.activeElement.getAttribute('aria-label')"))
					.contains("Found");
				ConsolePage.leave(cleo, "tea");
			}
			this.page.waitFor("document.querySelectorAll('.picture .step.view').length === 7");
			browser.click(".view-table summary");
			assertThat(browser.one(".view-table tbody").getText()).contains("DISCONNECT #ben#localhost",
					"LEAVE #anna#localhost", "JOIN #ben#localhost");
			assertThat(browser.all(".view-table tbody tr")).hasSize(7);
			assertThat(this.page.nameless()).isEmpty();
			assertThat(this.page.faint()).isEmpty();
			browser.screenshot("views");
		}
	}

	@Test
	void ourOwnLeaveEndsAllBarsAndTheFilterChoosesThePicture() throws Exception {
		this.page = ConsolePage.open(sample, browser, "tea", "cake");
		browser.click("#tab-views");
		this.page.waitFor("document.querySelectorAll('.view-card').length === 2");
		sample.api().delete("/api/groups/cake");
		browser.one("[aria-label='Views of cake'] .view-info", "You left the group.");
		assertThat(browser.all("[aria-label='Views of cake'] .mark.mark-leave")).hasSize(1);
		this.page.choose("#group-filter", "cake");
		this.page.waitFor("document.querySelectorAll('.view-card').length === 1");
		browser.one("[aria-label='Views of cake']");
		browser.click("#filter-clear");
		this.page.waitFor("document.querySelectorAll('.view-card').length === 2");
		browser.run("document.querySelector('.skip').focus()");
		this.page.press(Keys.ENTER);
		assertThat(this.page.focused()).isEqualTo("text");
		browser.one("#text");
	}

	@Test
	void ofManyMembersThoseThatCameOrWentLastAreDrawn() throws Exception {
		this.page = ConsolePage.open(sample, browser, "crowd");
		List<RawPeer> crowd = new ArrayList<>();
		try {
			for (int i = 0; i < 45; i++) {
				crowd.add(this.page.peer("peer%02d".formatted(i), "crowd"));
			}
			this.page.sees("#peer44#localhost joined crowd");
			ConsolePage.leave(crowd.get(1), "crowd");
			this.page.sees("#peer01#localhost left crowd");
			browser.click("#tab-views");
			browser.one(".view-card .count",
					"drawn are the 40 members that came or went last, 6 more are in the table");
			List<String> drawn = browser.all(".lane-names li").stream().map(WebElement::getText).toList();
			assertThat(drawn).hasSize(40)
				.startsWith("#console#localhost\nyou")
				.contains("#peer01#localhost", "#peer44#localhost")
				.doesNotContain("#peer00#localhost", "#peer02#localhost");
			assertThat(browser.all(".picture .mark.mark-leave")).hasSize(1);
		}
		finally {
			for (RawPeer peer : crowd) {
				peer.close();
			}
		}
	}

	@Test
	void theNewestTwoHundredAreKeptAndTheNewestIsInSight() throws Exception {
		this.page = ConsolePage.open(sample, browser, "often");
		for (int i = 0; i < 110; i++) {
			try (RawPeer guest = this.page.peer("guest", "often")) {
				guest.receive();
			}
		}
		this.page.waitFor("document.querySelectorAll('#timeline .entry').length >= 220");
		browser.click("#tab-views");
		this.page.waitFor("document.querySelectorAll('.picture .step').length === 200");
		assertThat(browser.<Boolean>run("""
				const box = document.querySelector('.picture-box');
				return box.scrollWidth > box.clientWidth && box.scrollWidth - box.scrollLeft - box.clientWidth < 2"""))
			.isTrue();
		assertThat(browser.overflows()).isFalse();
	}

}
