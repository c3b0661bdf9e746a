package io.github.spreadspring.sample.upload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

import io.github.spreadspring.sample.testing.BrowserTest;
import io.github.spreadspring.sample.testing.Chromium;
import io.github.spreadspring.sample.testing.RawPeer;
import io.github.spreadspring.sample.testing.SampleRun;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The upload page in a real browser.
 */
@BrowserTest
class UploadBrowserTests {

	@TempDir
	private static Path folder;

	private static SampleRun sample;

	private static Chromium browser;

	@BeforeAll
	static void start(SampleRun sample, Chromium browser) {
		UploadBrowserTests.sample = sample;
		UploadBrowserTests.browser = browser;
	}

	@Test
	void theTableFillsWhileOneLooks() throws Exception {
		browser.show(sample.url("/uploads.html"));
		browser.one("#limit", "143,092 bytes");
		choose(file("poem.txt", "Shall I compare thee\nto a summer’s day?\n"), file("list.csv", "a;b\n1;2\n3;4\n"),
				file("photo.png", "\u0089PNG\r\n\u001a\n\0"), file("empty.txt", ""),
				file("large.iso", "x".repeat(143_093)));
		browser.one("#rows tr[data-state=DONE] .name", "poem.txt");
		browser.one("#rows tr[data-state=DONE] .name", "list.csv");
		browser.one("#rows tr[data-state=DONE] .name", "empty.txt");
		browser.one("#rows tr[data-state=UNREADABLE] .problem", "no text");
		assertThat(browser.one("#sending .failed").getText()).contains("large.iso", "143,093 bytes", "143,092 bytes",
				"one Spread message");
		try (RawPeer peer = new RawPeer(sample.daemonPort(), "other")) {
			peer.send(RawPeer.AGREED, 0, UploadMessages.FILES,
					"f_id: 4711\n\nfrom elsewhere".getBytes(StandardCharsets.UTF_8));
			browser.one("#rows .name", "by another program");
		}
		assertThat(browser.overflows()).isFalse();
		browser.one("#state", "Connected");
		browser.screenshot("uploads");
		browser.prefer(true);
		browser.screenshot("uploads-dark");
		browser.prefer(false);
		browser.resize(390, 844);
		assertThat(browser.overflows()).isFalse();
		browser.screenshot("uploads-phone");
		browser.run("window.scrollTo(0, document.body.scrollHeight)");
		browser.screenshot("uploads-phone-table");
		browser.resize(1280, 860);
		browser.click("#sending button");
		assertThat(browser.all("#sending li")).isEmpty();
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void theApplicationsOwnRefusalIsShown() throws Exception {
		browser.show(sample.url("/uploads.html"));
		browser.one("#limit", "143,092 bytes");
		// a page that does not know the limit
		String said = browser.run("""
					const file = new File([new Uint8Array(50_000_000)], 'huge.bin');
				return import('/js/upload/api.js').then((api) => api.sendFile(file, () => {}))
					.then(() => 'sent', (error) => error.status + ' ' + error.message);""");
		assertThat(said).startsWith("413 ").contains("143,092 bytes", "one Spread message");
		// the browser itself notes answers that are errors
		assertThat(browser.complaints()).allMatch((line) -> line.contains("413"));
	}

	@Test
	void aPageAloneSaysWhoMayBeMissing() throws Exception {
		try (SampleRun page = SampleRun.start("--sample.upload.roles=page")) {
			browser.show(page.url("/uploads.html"));
			browser.one("#limit", "143,092 bytes");
			choose(file("lonely.txt", "text"));
			browser.one("#rows tr[data-state=WAITING] .name", "lonely.txt");
			assertThat(browser.one("#missing", "1 file waits").getText()).contains("a processor (group uploadfiles)",
					"a writer (group uploadresponses)", "cannot know");
			browser.one(".stage.here", "Page");
			assertThat(browser.all(".stage.here")).hasSize(1);
			browser.screenshot("uploads-missing");
			assertThat(browser.complaints()).isEmpty();
		}
	}

	private static void choose(Path... files) {
		browser.driver()
			.findElement(By.id("files"))
			.sendKeys(String.join("\n", Arrays.stream(files).map(Path::toString).toList()));
	}

	private static Path file(String name, String content) throws IOException {
		return Files.write(folder.resolve(name),
				content.getBytes(name.endsWith(".png") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
	}

}
