package io.github.spreadspring.sample.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium without a window, of a chosen size and colour scheme.
 */
public final class Chromium implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	/** Screenshots of the tests end up here. */
	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private final ChromeDriver driver;

	private Chromium(ChromeDriver driver) {
		this.driver = driver;
	}

	public static boolean isInstalled() {
		return browser().isPresent() && find("chromedriver").isPresent();
	}

	/**
	 * Start a browser.
	 * @param width the width of the page, in CSS pixels
	 * @param height its height
	 * @param dark whether the user likes dark pages
	 * @return the browser
	 */
	public static Chromium open(int width, int height, boolean dark) {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(browser().orElseThrow().toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--hide-scrollbars", "--force-device-scale-factor=1", "--lang=en");
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.WARNING);
		options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(find("chromedriver").orElseThrow().toFile())
			.usingAnyFreePort()
			.withSilent(true)
			.build();
		Chromium chromium = new Chromium(new ChromeDriver(service, options));
		chromium.resize(width, height);
		chromium.prefer(dark);
		return chromium;
	}

	public static Chromium wide() {
		return open(1280, 860, false);
	}

	/**
	 * Give the page a size, as a window or a phone would; a headless window itself cannot
	 * be as narrow as a phone.
	 * @param width the width, in CSS pixels
	 * @param height the height
	 */
	public void resize(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
	}

	public void prefer(boolean dark) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
	}

	public ChromeDriver driver() {
		return this.driver;
	}

	public void show(String url) {
		this.driver.get(url);
	}

	/**
	 * Find what is on the page now.
	 * @param selector a CSS selector
	 * @return the elements, perhaps none
	 */
	public List<WebElement> all(String selector) {
		return this.driver.findElements(By.cssSelector(selector));
	}

	/**
	 * Wait for an element that is shown.
	 * @param selector a CSS selector
	 * @return the first one
	 */
	public WebElement find(By selector) {
		return Eventually.get(PATIENCE, "element " + selector,
				() -> this.driver.findElements(selector).stream().filter(WebElement::isDisplayed).findFirst());
	}

	public WebElement one(String selector) {
		return find(By.cssSelector(selector));
	}

	/**
	 * Wait for an element with a text in it.
	 * @param selector a CSS selector
	 * @param text what it has to contain
	 * @return the first one
	 */
	public WebElement one(String selector, String text) {
		return Eventually.get(PATIENCE, "element %s with \"%s\"".formatted(selector, text),
				() -> all(selector).stream()
					.filter((element) -> element.isDisplayed() && element.getText().contains(text))
					.findFirst());
	}

	public void type(String selector, String text) {
		WebElement field = one(selector);
		field.clear();
		field.sendKeys(text);
	}

	public void click(String selector) {
		one(selector).click();
	}

	/**
	 * Run a piece of JavaScript in the page.
	 * @param <T> the type of its result
	 * @param code the code, with {@code return}
	 * @param arguments what it finds in {@code arguments}
	 * @return its result
	 */
	@SuppressWarnings("unchecked")
	public <T> T run(String code, Object... arguments) {
		return (T) this.driver.executeScript(code, arguments);
	}

	/**
	 * Return whether something lies outside of the page to the right.
	 * @return {@code true} if the page can be scrolled sideways
	 */
	public boolean overflows() {
		return Boolean.TRUE.equals(this
			.<Boolean>run("return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
	}

	/**
	 * Return what the page complained about since it was asked last.
	 * @return warnings and errors of the console
	 */
	public List<String> complaints() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(Object::toString).toList();
	}

	/**
	 * Keep a picture of the page.
	 * @param name the name of the file, without suffix
	 * @return the file, below {@code target/screenshots}
	 */
	public Path screenshot(String name) throws IOException {
		Files.createDirectories(SCREENSHOTS);
		return Files.write(SCREENSHOTS.resolve(name + ".png"), this.driver.getScreenshotAs(OutputType.BYTES));
	}

	@Override
	public void close() {
		this.driver.quit();
	}

	private static Optional<Path> browser() {
		return Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
			.flatMap((name) -> find(name).stream())
			.findFirst();
	}

	private static Optional<Path> find(String program) {
		return Pattern.compile(Pattern.quote(File.pathSeparator))
			.splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
			.map((folder) -> Path.of(folder, program))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
