package io.opsagent.testapps.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium of this machine without a window. Downloads nothing: both programs must be there. */
final class Browser implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final String AXE_FILE = "/axe.min.js";
  private static final List<String> DRIVERS =
      List.of("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");

  /** The library that looks for what shuts people out; only tests have it. */
  private static final String AXE = axe();

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Whether browser and driver are installed. */
  static boolean isThere() {
    return first(BROWSERS).isPresent() && first(DRIVERS).isPresent();
  }

  static Browser start() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(first(BROWSERS).orElseThrow());
    // No sandbox: tests may run as root, and they open nothing but the own console.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--lang=en-US");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(first(DRIVERS).orElseThrow()))
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static String axe() {
    try (InputStream in = Browser.class.getResourceAsStream(AXE_FILE)) {
      return new String(Objects.requireNonNull(in, AXE_FILE).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> first(List<String> paths) {
    return paths.stream().filter(path -> Files.isExecutable(Path.of(path))).findFirst();
  }

  /** Makes the window so wide, in CSS pixels; the height fits. */
  void resize(int width) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            width,
            "height",
            width < 900 ? 844 : 900,
            "deviceScaleFactor",
            1,
            "mobile",
            false));
  }

  /** Opens an address and waits until its page has drawn what it asked for. */
  void open(String address) {
    driver.get(address);
    awaitPage();
  }

  /** Waits until the page stands and no part of it is still an outline. */
  void awaitPage() {
    await(
        "the page at " + driver.getCurrentUrl(),
        "return !!document.querySelector('main .page h1, .sign h1')"
            + " && !document.querySelector('[aria-busy=true], .outline-2, .outline-3')"
            + " && document.fonts.status === 'loaded'");
  }

  /** Waits until a script returns true. */
  void await(String what, String script, Object... arguments) {
    Awaitility.await(what)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> Boolean.TRUE.equals(driver.executeScript(script, arguments)));
  }

  /** What a script returns, as a text. */
  String text(String script, Object... arguments) {
    return String.valueOf(driver.executeScript(script, arguments));
  }

  /** The same of a script that waits for something. */
  String textOfPromise(String script) {
    driver.manage().timeouts().scriptTimeout(TIMEOUT);
    return String.valueOf(
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1]; (async () => {"
                + script
                + "})().then(done, (error) => done('failed: ' + error))"));
  }

  /** The first element of this selector; waits for it. */
  WebElement find(String selector) {
    await("an element " + selector, "return !!document.querySelector(arguments[0])", selector);
    return driver.findElement(By.cssSelector(selector));
  }

  /** Clicks as a script does, wherever the element lies. */
  void click(String selector) {
    find(selector);
    driver.executeScript("document.querySelector(arguments[0]).click()", selector);
  }

  /** Drags from the middle of an element so many pixels to the right. */
  void drag(String selector, int pixels) {
    WebElement element = find(selector);
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    new Actions(driver)
        .moveToElement(element)
        .clickAndHold()
        .moveByOffset(pixels / 2, 2)
        .moveByOffset(pixels - pixels / 2, 2)
        .release()
        .perform();
  }

  /** Presses a key on the page. */
  void press(CharSequence keys) {
    driver.findElement(By.tagName("body")).sendKeys(keys);
  }

  String address() {
    return Objects.requireNonNull(driver.getCurrentUrl());
  }

  void back() {
    driver.navigate().back();
  }

  /** Warnings and errors of the console since the last call, refused policies among them. */
  List<String> messages() {
    List<String> messages = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        messages.add(entry.getMessage());
      }
    }
    return messages;
  }

  /**
   * What axe finds against WCAG 2 A and AA on the page, one violation a line; empty when there is
   * none.
   */
  String accessibilityViolations() {
    driver.manage().timeouts().scriptTimeout(TIMEOUT);
    driver.executeScript(AXE);
    return String.valueOf(
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
            axe.run(document, { runOnly: rules }).then(
              (found) => done(found.violations.map((one) => one.id + ' (' + one.help + '): '
                + one.nodes.slice(0, 4).map((node) => node.target.join(' ') + ' '
                + [...node.any, ...node.all, ...node.none].map((check) => check.message).join(' '))
                .join(' | ')).join('\\n')),
              (error) => done('axe failed: ' + error));
            """));
  }

  /** The element that has the focus, as {@code tag.class name}. */
  String focused() {
    return text(
        "const e = document.activeElement; return e.tagName.toLowerCase() + '.'"
            + " + (e.getAttribute('class') || '').split(' ').join('.') + ' '"
            + " + (e.getAttribute('aria-label') || e.textContent || '').trim().slice(0, 60)");
  }

  /** Presses a key where the focus is. */
  void type(CharSequence keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Elements that stick out of the page, but for those inside of something that scrolls. */
  String overflow() {
    return text(
        """
        const wide = document.documentElement.scrollWidth > innerWidth + 1 ? ['the document'] : [];
        const main = document.querySelector('main');
        if (main && main.scrollWidth > main.clientWidth + 1) wide.push('main');
        if (wide.length) {
          for (const e of document.querySelectorAll('body *')) {
            const box = e.getBoundingClientRect();
            if (box.width && box.right > innerWidth + 1 && !e.closest('.tbl-wrap, .side'))
              wide.push(e.tagName + '.' + e.getAttribute('class'));
          }
        }
        return wide.slice(0, 6).join(', ');
        """);
  }

  /** Addresses that the page has asked at other origins than its own. */
  String strangers() {
    return text(
        "return performance.getEntriesByType('resource').map(e => e.name)"
            + ".filter(n => new URL(n).origin !== location.origin).join(', ')");
  }

  /** Keeps a picture in {@code target/screenshots}. */
  void screenshot(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "screenshots"));
    byte[] picture = driver.getScreenshotAs(OutputType.BYTES);
    assertThat(picture.length).isGreaterThan(2_000);
    Files.write(folder.resolve(name + ".png"), picture);
  }

  /** Forgets all files, so that the next page comes as to somebody who was never there. */
  void forgetFiles() {
    driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
  }

  /** Lets the page save files into this folder. */
  void saveInto(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toAbsolutePath().toString()));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
