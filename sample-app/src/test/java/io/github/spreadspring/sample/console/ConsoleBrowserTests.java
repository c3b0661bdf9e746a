package io.github.spreadspring.sample.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import io.github.spreadspring.sample.testing.BrowserTest;
import io.github.spreadspring.sample.testing.Chromium;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The group console in a real browser.
 */
@BrowserTest
class ConsoleBrowserTests {

	private static final int MANY = 10_000;

	private static final String AT_END = """
			(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2)(
			document.getElementById('scroller'))""";

	private static SampleRun sample;

	private static Chromium browser;

	@BeforeAll
	static void start(SampleRun sample, Chromium browser) {
		ConsoleBrowserTests.sample = sample;
		ConsoleBrowserTests.browser = browser;
	}

	@Test
	void aMessageThatIsWrittenStandsInTheTimeline() throws IOException {
		browser.show(sample.url("/"));
		browser.type("#join-name", "hall");
		browser.click("#join-button");
		browser.one(".group-name", "hall");
		browser.type("#text", "hello everybody");
		browser.click("#send");
		browser.one(".entry.message", "hello everybody");
		assertThat(browser.overflows()).isFalse();
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void allPagesHaveTheSameHeader() throws Exception {
		for (int width : new int[] { 1280, 768, 390 }) {
			browser.resize(width, 860);
			List<Object> headers = new ArrayList<>();
			for (String path : List.of("/", "/uploads.html", "/waiting.html")) {
				browser.show(sample.url(path));
				browser.one("#state[data-state=CONNECTED]");
				assertThat(browser.driver().getTitle()).isEqualTo(browser.one("h1").getText() + " \u2013 Spread");
				assertThat(browser.one(".pages [aria-current=page]").getDomProperty("href"))
					.isEqualTo(sample.url(path));
				headers.add(browser.run("""
						return [...document.querySelectorAll('.pages a')].map((link) =>
						  `${link.textContent} ${Math.round(link.getBoundingClientRect().x)}`).join()"""));
			}
			assertThat(headers).allSatisfy((header) -> assertThat(header).isEqualTo(headers.get(0)));
		}
		browser.resize(1280, 860);
	}

	@Test
	void aHundredGroupsLeaveRoomForTheTimeline() throws Exception {
		String[] groups = IntStream.range(0, 100).mapToObj("many%02d"::formatted).toArray(String[]::new);
		ConsolePage page = ConsolePage.open(sample, browser, groups[0]);
		for (String group : groups) {
			sample.api().put("/api/groups/" + group);
		}
		page.waitFor("document.querySelectorAll('#chips .chip').length >= 100");
		for (int[] size : new int[][] { { 1280, 860 }, { 390, 844 } }) {
			browser.resize(size[0], size[1]);
			assertThat(browser.<Number>run("return document.getElementById('composer').offsetHeight").intValue())
				.isLessThan(size[1] * 2 / 5);
			assertThat(browser.overflows()).isFalse();
			browser.screenshot("console-groups-" + size[0]);
		}
		browser.resize(1280, 860);
		browser.type("#to-other", "elsewhere");
		browser.click("#to-add");
		browser.one("#chips .extra", "elsewhere");
		for (String group : groups) {
			sample.api().delete("/api/groups/" + group);
		}
	}

	@Test
	void oneGroupIsChosenAndWhatIsHiddenIsCounted() throws Exception {
		ConsolePage page = ConsolePage.open(sample, browser, "left", "right");
		try (RawPeer anna = page.peer("anna")) {
			ConsolePage.say(anna, "left", "to the left");
			ConsolePage.say(anna, "right", "to the right");
			sample.api().post("{\"to\":[\"left\",\"right\"],\"payload\":\"to both\"}");
			page.sees("to both");
			page.choose("#group-filter", "left");
			assertThat(browser.one("#filter-words").getText()).isEqualTo("Only left");
			assertThat(browser.one("#timeline").getText()).contains("to the left", "to both")
				.doesNotContain("to the right");
			ConsolePage.say(anna, "right", "more to the right");
			ConsolePage.say(anna, page.self(), "psst");
			ConsolePage.say(anna, "left", "more to the left");
			page.sees("more to the left");
			assertThat(browser.one("#filter-hidden").getText()).contains("2 new entries hidden");
			page.choose("#group-filter", "Private messages");
			page.sees("psst");
			assertThat(page.entries()).isEqualTo(1);
			browser.click("#filter-clear");
			page.sees("more to the right");
			assertThat(browser.all("#filter-line").get(0).isDisplayed()).isFalse();
			browser.one("[aria-label='Show only right']").click();
			assertThat(browser.one("#filter-words").getText()).isEqualTo("Only right");
			page.choose("#show", "Membership only");
			assertThat(browser.one("#filter-words").getText()).isEqualTo("Only right, membership");
			assertThat(page.entries()).isZero();
			browser.click("#filter-clear");
		}
	}

	@Test
	void theKeyboardReachesTheTabs() throws Exception {
		ConsolePage page = ConsolePage.open(sample, browser, "keys");
		browser.run("document.getElementById('tab-timeline').focus()");
		page.press(Keys.ARROW_RIGHT);
		assertThat(page.focused()).isEqualTo("tab-views");
		browser.one("#views");
		assertThat(browser.all("#stream").get(0).isDisplayed()).isFalse();
		page.press(Keys.HOME);
		assertThat(page.focused()).isEqualTo("tab-timeline");
		browser.one("#scroller");
		page.press(Keys.ARROW_LEFT);
		assertThat(page.focused()).isNotEqualTo("tab-timeline");
		page.press(Keys.HOME);
	}

	@Test
	void whateverTheTabKeyReachesShowsThatItHasTheFocus() throws Exception {
		ConsolePage page = ConsolePage.open(sample, browser, "keys");
		browser.run("document.activeElement.blur()");
		browser.driver().findElement(By.tagName("body")).sendKeys(Keys.TAB);
		List<String> reached = new ArrayList<>();
		for (int i = 0; i < 60 && !reached.contains("send"); i++) {
			reached.add(page.focused());
			assertThat(browser.<Boolean>run("""
					const style = getComputedStyle(document.activeElement);
					return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2"""))
				.as("focus is visible on "
						+ browser.<String>run("return document.activeElement.outerHTML.slice(0, 200)"))
				.isTrue();
			page.press(Keys.TAB);
		}
		assertThat(reached).contains("help-open", "join-name", "tab-timeline", "group-filter", "show", "clear",
				"scroller", "to-other", "text", "send");
	}

	@Test
	void whoLikesLessMotionSeesNone() throws Exception {
		ConsolePage page = ConsolePage.open(sample, browser, "calm");
		browser.driver()
			.executeCdpCommand("Emulation.setEmulatedMedia",
					Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
		try (RawPeer anna = page.peer("anna", "calm")) {
			page.sees(anna.privateGroup() + " joined calm");
			assertThat(browser.all(".arrived")).isNotEmpty();
			assertThat(browser.<Number>run("return document.getAnimations().length").intValue()).isZero();
		}
		finally {
			browser.prefer(false);
		}
	}

	@Test
	void tenThousandEntriesAreThereFromTheOldestToTheNewest() throws Exception {
		ConsolePage page = ConsolePage.open(sample, browser, "odd", "even");
		try (RawPeer anna = page.peer("anna")) {
			for (int i = 1; i <= MANY; i++) {
				ConsolePage.say(anna, (i % 2 == 1) ? "odd" : "even", "number %d.".formatted(i));
			}
			page.sees("number 10000.");
			assertThat(page.entries()).isEqualTo(MANY);
			page.waitFor(AT_END);
			page.choose("#group-filter", "odd");
			assertThat(page.entries()).isEqualTo(MANY / 2);
			page.waitFor(AT_END);
			browser.click("#filter-clear");
			assertThat(page.entries()).isEqualTo(MANY);
			browser.run("document.getElementById('scroller').scrollTop = 0");
			browser.one(".entry", "number 1.");
			browser.one("#latest", "Newest");
			ConsolePage.say(anna, "odd", "one more");
			browser.one("#latest", "1 new");
			page.waitFor("document.getElementById('scroller').scrollTop < 5000");
			assertThat(browser.<Boolean>run("return window.find('number 5000.')")).isTrue();
			browser.click("#latest");
			page.sees("one more");
			page.waitFor(AT_END);
			for (int i = 1; i <= 200; i++) {
				ConsolePage.say(anna, "odd", "surplus %d.".formatted(i));
			}
			page.sees("surplus 200.");
			page.waitFor(AT_END);
			assertThat(page.entries()).isBetween((long) MANY, MANY + 50L);
			assertThat(browser.one("#timeline").getDomProperty("textContent")).doesNotContain("number 1.");
			assertThat(browser.all("#dropped").get(0).getDomProperty("textContent")).contains("no longer shown");
		}
	}

}
