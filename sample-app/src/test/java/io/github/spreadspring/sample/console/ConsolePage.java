package io.github.spreadspring.sample.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import io.github.spreadspring.sample.testing.Chromium;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page of the console, with words for what people do there.
 */
final class ConsolePage implements AutoCloseable {

	private static final int LEAVE = 0x20000;

	private final SampleRun sample;

	private final Chromium browser;

	private ConsolePage(SampleRun sample, Chromium browser) {
		this.sample = sample;
		this.browser = browser;
	}

	/**
	 * Open the page anew in a browser.
	 * @param sample the sample that serves it
	 * @param browser the browser
	 * @param groups groups to be in
	 * @return the page, connected
	 */
	static ConsolePage open(SampleRun sample, Chromium browser, String... groups) throws Exception {
		for (String group : groups) {
			assertThat(sample.api().put("/api/groups/" + group).status()).isEqualTo(200);
		}
		browser.show(sample.url("/"));
		browser.one("#state[data-state=CONNECTED]");
		ConsolePage page = new ConsolePage(sample, browser);
		for (String group : groups) {
			browser.find(By.cssSelector("#chips .chip"));
			page.waitFor("[...document.querySelectorAll('.group-name')].some((name) => name.textContent === '%s')"
				.formatted(group));
		}
		return page;
	}

	RawPeer peer(String name, String... groups) throws IOException {
		return peer(this.sample.daemonPort(), name, groups);
	}

	static RawPeer peer(int port, String name, String... groups) throws IOException {
		RawPeer peer = new RawPeer(port, name);
		for (String group : groups) {
			peer.join(group);
		}
		return peer;
	}

	static void say(RawPeer peer, String to, String text) throws IOException {
		peer.send(RawPeer.AGREED, 0, to, text.getBytes(StandardCharsets.UTF_8));
	}

	static void leave(RawPeer peer, String group) throws IOException {
		peer.send(LEAVE, 0, group, new byte[0]);
	}

	Chromium browser() {
		return this.browser;
	}

	String self() throws Exception {
		return this.sample.api().get("/api/connection").text("privateGroup");
	}

	/**
	 * Wait until an expression of JavaScript is true.
	 * @param expression the expression
	 */
	void waitFor(String expression) {
		await(expression).atMost(Duration.ofSeconds(20))
			.until(() -> Boolean.TRUE.equals(this.browser.<Boolean>run("return " + expression)));
	}

	/**
	 * Wait for the end of a text in the timeline.
	 * @param text the text
	 */
	void sees(String text) {
		waitFor("[...document.querySelectorAll('.entry')].some((entry) => entry.textContent.includes('%s'))"
			.formatted(text.replace("'", "\\'")));
	}

	long entries() {
		return this.browser.<Number>run("return document.querySelectorAll('#timeline .entry').length").longValue();
	}

	void choose(String selector, String option) {
		this.browser.one(selector)
			.findElements(By.tagName("option"))
			.stream()
			.filter((candidate) -> candidate.getText().equals(option))
			.findFirst()
			.orElseThrow()
			.click();
	}

	void press(CharSequence... keys) {
		this.browser.driver().switchTo().activeElement().sendKeys(keys);
	}

	void escape() {
		press(Keys.ESCAPE);
	}

	String focused() {
		return this.browser.run("return document.activeElement.id");
	}

	/**
	 * Return what of the page can be used but has no name in Chromium's accessibility
	 * tree.
	 * @return the nodes, best none
	 */
	@SuppressWarnings("unchecked")
	List<String> nameless() {
		List<String> roles = List.of("button", "link", "textbox", "combobox", "checkbox", "spinbutton", "tab",
				"tabpanel", "tablist", "region", "log", "img", "dialog", "form", "navigation");
		List<Map<String, Object>> nodes = (List<Map<String, Object>>) this.browser.driver()
			.executeCdpCommand("Accessibility.getFullAXTree", Map.of())
			.get("nodes");
		assertThat(nodes).hasSizeGreaterThan(20);
		return nodes.stream()
			.filter((node) -> !Boolean.TRUE.equals(node.get("ignored")) && roles.contains(value(node, "role"))
					&& value(node, "name").isBlank())
			.map(Object::toString)
			.toList();
	}

	@SuppressWarnings("unchecked")
	private static String value(Map<String, Object> node, String property) {
		Map<String, Object> value = (Map<String, Object>) node.get(property);
		return (value != null) ? String.valueOf(value.getOrDefault("value", "")) : "";
	}

	/**
	 * Return the texts of the page that stand out too little from what is behind them.
	 * @return each with its contrast, below 4.5
	 */
	List<String> faint() {
		return this.browser
			.run("""
					const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
					const rgba = (color) => {
					  canvas.clearRect(0, 0, 1, 1);
					  canvas.fillStyle = color;
					  canvas.fillRect(0, 0, 1, 1);
					  return [...canvas.getImageData(0, 0, 1, 1).data].map((part, at) => at === 3 ? part / 255 : part);
					};
					const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3]));
					const behind = (element) => {
					  if (!element) {
					    return [255, 255, 255];
					  }
					  const color = rgba(getComputedStyle(element).backgroundColor);
					  return color[3] === 1 ? color.slice(0, 3) : over(color, behind(element.parentElement));
					};
					const light = (color) => color.map((part) => part / 255)
					  .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
					  .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
					const faint = [];
					const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
					while (texts.nextNode()) {
					  const element = texts.currentNode.parentElement;
					  if (!texts.currentNode.data.trim() || !element.checkVisibility({ checkOpacity: true })) {
					    continue;
					  }
					  const style = getComputedStyle(element);
					  const svg = element instanceof SVGElement;
					  const below = behind(svg ? element.ownerSVGElement : element);
					  const text = over(rgba(svg ? style.fill : style.color), below);
					  const [high, low] = [light(text), light(below)].sort((a, b) => b - a);
					  const contrast = (high + 0.05) / (low + 0.05);
					  if (contrast < 4.5) {
					    faint.push(`${contrast.toFixed(2)} ${element.tagName}.${element.className} ${texts.currentNode.data}`);
					  }
					}
					return faint;
					""");
	}

	@Override
	public void close() {
		this.browser.close();
	}

}
