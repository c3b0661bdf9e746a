package io.github.spreadspring.sample.console;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import io.github.spreadspring.sample.testing.BrowserTest;
import io.github.spreadspring.sample.testing.Chromium;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Private chats in the console, in a real browser.
 */
@BrowserTest(options = "--spread.private-name=console")
class ChatBrowserTests {

	private static SampleRun sample;

	private static Chromium browser;

	private ConsolePage page;

	@BeforeAll
	static void start(SampleRun sample, Chromium browser) {
		ChatBrowserTests.sample = sample;
		ChatBrowserTests.browser = browser;
	}

	@BeforeEach
	void open() throws Exception {
		browser.resize(1280, 860);
		browser.prefer(false);
		this.page = ConsolePage.open(sample, browser, "chat");
	}

	@Test
	void aMemberOfTheListIsWrittenToAloneAndAnswers() throws Exception {
		try (RawPeer anna = this.page.peer("anna", "chat")) {
			clickMember(anna);
			assertThat(browser.one("#chat-name").getText()).isEqualTo(anna.privateGroup());
			assertThat(browser.one("#chat-presence").getText()).isEqualTo("With you in chat");
			assertThat(browser.one("#summary").getText()).contains("Only " + anna.privateGroup() + " gets this",
					"AGREED");
			assertThat(this.page.focused()).isEqualTo("text");
			browser.type("#text", "Do you have the proof?");
			this.page.press(Keys.ENTER);
			browser.one("#chat-log .say.mine", "Do you have the proof?");
			RawPeer.Frame received = anna.receiveMessage();
			assertThat(received.text()).isEqualTo("Do you have the proof?");
			assertThat(received.type() & 0x3f).isEqualTo(RawPeer.AGREED);
			ConsolePage.say(anna, "chat", "this is for all");
			ConsolePage.say(anna, this.page.self(), "Yes, here it is.");
			browser.one("#chat-log .say", "Yes, here it is.");
			assertThat(browser.all("#chat-log .say")).hasSize(2);
			assertThat(this.page.faint()).isEmpty();
			assertThat(this.page.nameless()).isEmpty();
			assertThat(browser.overflows()).isFalse();
			browser.screenshot("chat");
			browser.prefer(true);
			assertThat(this.page.faint()).isEmpty();
			browser.resize(390, 844);
			assertThat(browser.overflows()).isFalse();
			browser.screenshot("chat-phone-dark");
			this.page.escape();
			browser.one(".entry.sent", "Do you have the proof?");
			browser.one(".entry.private", "Yes, here it is.");
			assertThat(browser.all("#chat").get(0).isDisplayed()).isFalse();
		}
	}

	@Test
	void aSenderInTheTimelineIsWrittenToAndTheDraftForAllStays() throws Exception {
		try (RawPeer ben = this.page.peer("ben", "chat")) {
			ConsolePage.say(ben, "chat", "good morning");
			browser.type("#text", "half a sentence for all");
			browser.one(".entry.message", "good morning").findElement(By.cssSelector(".sender")).click();
			assertThat(browser.one("#chat-name").getText()).isEqualTo(ben.privateGroup());
			assertThat(browser.one("#text").getDomProperty("value")).isEmpty();
			browser.type("#text", "only for ben");
			browser.click("#chat-back");
			assertThat(browser.one("#text").getDomProperty("value")).isEqualTo("half a sentence for all");
			assertThat(browser.one("#summary").getText()).isEqualTo("Everybody in chat gets this.");
			clickMember(ben);
			assertThat(browser.one("#text").getDomProperty("value")).isEqualTo("only for ben");
			browser.click("#tab-timeline");
			assertThat(browser.all("#chat").get(0).isDisplayed()).isFalse();
		}
	}

	@Test
	void enterOnAMessageOpensTheChatAndEscapeLeadsBackToIt() throws Exception {
		try (RawPeer cleo = this.page.peer("cleo", "chat")) {
			ConsolePage.say(cleo, "chat", "anybody here?");
			this.page.sees("anybody here?");
			browser.run("document.getElementById('scroller').focus()");
			this.page.press(Keys.ARROW_UP);
			String entry = "return document.activeElement.textContent";
			assertThat(browser.<String>run(entry)).contains("anybody here?");
			this.page.press(Keys.ENTER);
			assertThat(browser.one("#chat-name").getText()).isEqualTo(cleo.privateGroup());
			this.page.escape();
			assertThat(browser.<String>run(entry)).contains("anybody here?");
		}
	}

	@Test
	void unreadMessagesAreCountedAtTheMemberUntilTheyAreRead() throws Exception {
		try (RawPeer dora = this.page.peer("dora", "chat"); RawPeer stranger = this.page.peer("stranger")) {
			ConsolePage.say(dora, this.page.self(), "one");
			ConsolePage.say(dora, this.page.self(), "two");
			ConsolePage.say(stranger, this.page.self(), "three");
			browser.one("#chats-unread", "3 private");
			assertThat(browser.driver().getTitle()).startsWith("(3)");
			assertThat(member(dora).getText()).contains("2");
			assertThat(member(dora).getAttribute("aria-label")).contains("2 unread messages");
			browser.one("#chat-list .member-button", stranger.privateGroup()).click();
			browser.one("#chat-log .say", "three");
			assertThat(browser.one("#chat-presence").getText()).contains("In no group with you");
			browser.one("#chats-unread", "2 private").click();
			browser.one("#chat-log .say", "two");
			assertThat(browser.all("#chats-unread").get(0).isDisplayed()).isFalse();
			assertThat(member(dora).getAttribute("aria-label")).doesNotContain("unread");
			ConsolePage.say(dora, this.page.self(), "four");
			browser.one("#chat-log .say", "four");
			assertThat(browser.all("#chats-unread").get(0).isDisplayed()).isFalse();
		}
	}

	@Test
	void whoseConnectionEndedIsToldUntilTheNameIsThereAgain() throws Exception {
		try (RawPeer eve = this.page.peer("eve", "chat")) {
			ConsolePage.say(eve, this.page.self(), "back in a minute");
			clickMember(eve);
			browser.one("#chat-presence", "With you in chat");
		}
		browser.one("#chat-presence", "Its connection to the daemon ended at ");
		try (RawPeer eve = this.page.peer("eve")) {
			ConsolePage.say(eve, this.page.self(), "here I am");
			browser.one("#chat-log .say", "here I am");
			browser.one("#chat-presence", "In no group with you");
		}
		try (RawPeer eve = this.page.peer("eve", "chat")) {
			browser.one("#chat-presence", "With you in chat");
			ConsolePage.leave(eve, "chat");
			browser.one("#chat-presence", "In no group with you");
		}
	}

	private static void clickMember(RawPeer peer) {
		member(peer).click();
	}

	private static WebElement member(RawPeer peer) {
		return browser.one(".members .member-button", peer.privateGroup());
	}

}
