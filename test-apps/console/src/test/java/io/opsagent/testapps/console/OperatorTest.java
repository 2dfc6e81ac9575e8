package io.opsagent.testapps.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;

/** What an operator does: finds a cause, saves and exports, and how much the console costs him. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorTest extends BrowserTest {
  private static final int MAX_FIRST_PAGE_BYTES = 400 * 1024;

  /** The aim is a second; a build machine may be busy. */
  private static final double MAX_FIRST_PAINT_MILLIS = 15_000;

  private Path downloads;

  @BeforeAll
  void openBrowser() throws IOException {
    downloads = Files.createDirectories(folder.resolve("downloads"));
    browser.saveInto(downloads);
    browser.resize(WIDE);
  }

  /** docs/console.md, "A walk": each step is a click that is described there. */
  @Test
  @Order(1)
  void three_clicks_lead_from_the_overview_to_the_statement_that_makes_the_checkout_slow()
      throws Exception {
    for (int i = 0; i < 4; i++) {
      shop.checkOut();
    }
    shop.switchRiskCheckOn();
    for (int i = 0; i < 4; i++) {
      shop.checkOut();
    }
    shop.awaitStatistics("_checkout");
    browser.open(url("overview", "lang=en&range=15m"));
    browser.screenshot("walk-1-overview");
    browser.click(".figs a.fig[href*='sort=-p95']");
    browser.await(
        "the checkout in front",
        "const first = document.querySelector('.tbl.ep tbody tr a.route');"
            + "return !!first && first.textContent.includes('/checkout')");
    browser.screenshot("walk-2-endpoints");
    browser.click(".tbl.ep tbody tr a.route");
    browser.await(
        "what it waits for",
        "return [...document.querySelectorAll('.tbl.mini tr')].some(row =>"
            + " /^SQL/.test(row.textContent) && /([5-9]\\d\\.\\d|100) %/.test(row.textContent))");
    browser.awaitPage();
    browser.screenshot("walk-3-endpoint");
    browser.click(".slowest td a");
    browser.await("the waterfall", "return !!document.querySelector('.wf .wf-r')");
    browser.awaitPage();
    browser.screenshot("walk-4-request");
    assertThat(browser.text("return document.querySelector('.wf').textContent"))
        .contains("risk_score");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(2)
  void the_search_box_completes_keys_and_values_with_their_counts() {
    browser.open(url("requests", "lang=en"));
    browser.press("/");
    browser.find(".qbox input").sendKeys("sta");
    browser.await("the key", "return document.querySelectorAll('.q-list li').length === 1");
    browser.find(".qbox input").sendKeys(Keys.TAB);
    browser.await(
        "values with counts",
        "return [...document.querySelectorAll('.q-list li')]"
            + ".some(one => /^4xx[1-9]/.test(one.textContent))");
    browser.find(".qbox input").sendKeys("4" + Keys.TAB);
    browser.await("the filter", "return location.search.includes('status=4xx')");
    browser.await("a chip", "return document.querySelectorAll('.qbox .chip').length === 1");
    browser.find(".qbox input").sendKeys(Keys.BACK_SPACE);
    browser.await("no filter", "return !location.search.includes('status=')");
    assertThat(browser.text("return document.querySelector('.qbox input').value"))
        .isEqualTo("status:4xx");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(3)
  void columns_are_chosen_ordered_and_sized_and_the_link_has_them() throws Exception {
    browser.open(url("requests", "lang=en"));
    browser.click(".cols-menu button");
    browser.click(".cols-list li:nth-child(2) input");
    browser.await("no status", "return !heads().includes('Status');" + HEADS);
    browser.click(".cols-menu button[aria-label='Duration to the left']");
    browser.await(
        "the duration in front of the request",
        "return heads().indexOf('Duration') < heads().indexOf('Request');" + HEADS);
    assertThat(browser.address()).contains("cols=time%2Cduration%2Crequest");
    browser.press(Keys.ESCAPE);
    browser.open(url("requests", "lang=en"));
    assertThat(browser.text("return heads().slice(0, 3).join(' ');" + HEADS))
        .isEqualTo("Time Duration Request");
    browser.find("th .grip[aria-label='Width of Time']").sendKeys(Keys.ARROW_RIGHT);
    browser.await("a width", "return !!document.querySelector('td.tm.sized')");
    browser.open(url("requests", "lang=en&cols=time,status,request"));
    assertThat(browser.text("return heads().join(' ');" + HEADS)).startsWith("Time Status Request");
    browser.click(".cols-menu button");
    browser.screenshot("columns");
    browser.click(".cols-menu .m-foot button");
    browser.await("all again", "return heads().includes('Out');" + HEADS);
    assertThat(browser.messages()).isEmpty();
  }

  private static final String HEADS =
      " function heads() { return [...document.querySelectorAll('.rows thead th')]"
          + ".map(one => one.textContent); }";

  @Test
  @Order(4)
  void a_view_is_saved_opened_again_and_deleted() throws Exception {
    browser.open(url("requests", "lang=en&status=4xx&range=4h"));
    browser.click(".qbar .menu-wrap button");
    browser.find(".views input").sendKeys("<b>Client errors</b>" + Keys.ENTER);
    browser.await("the view", "return document.querySelectorAll('.v-list li').length === 1");
    browser.screenshot("views");
    browser.open(url("requests", "lang=en"));
    browser.click(".qbar .menu-wrap button");
    browser.click(".v-list a");
    browser.await(
        "the filter and the range",
        "return location.search.includes('status=4xx') && location.search.includes('range=4h')");
    browser.click(".qbar .menu-wrap button");
    assertThat(browser.find(".v-list a").getText()).isEqualTo("<b>Client errors</b>");
    browser.click(".v-list button");
    browser.await("no view", "return !document.querySelector('.v-list li')");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(5)
  void requests_are_exported_as_csv_and_json_masked_and_without_formulas() throws Exception {
    browser.open(url("requests", "lang=en&status=4xx"));
    browser.click(".qbar .menu-wrap:nth-of-type(2) button");
    browser.click(".export .m-item:first-child");
    Path csv = saved(".csv");
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0)).startsWith("\ufefftime,status,method,path,");
    assertThat(lines.size()).isGreaterThan(2);
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(line -> assertThat(line).matches("[^,]+,4\\d\\d,[A-Z]+,/shop.*"));
    browser.click(".export .m-item:nth-child(2)");
    String json = Files.readString(saved(".json"));
    assertThat(json).contains("\"complete\": true").doesNotContain("open sesame");
    assertThat(
            browser.text(
                "const build = document.documentElement.dataset.build;"
                    + "return import(`${document.documentElement.dataset.root}/ui/_/${build}/js/parts/export.js`)"
                    + ".then(m => ['=1+1', '+x', '-x', '@x', '\\tx', '\\rx', 'a,\"b\"', -1, null]"
                    + ".map(m.csvCell).join('|'))"))
        .isEqualTo("\"'=1+1\"|\"'+x\"|\"'-x\"|\"'@x\"|\"'\tx\"|\"'\rx\"|\"a,\"\"b\"\"\"|-1|");
    assertThat(browser.messages()).isEmpty();
  }

  private Path saved(String ending) {
    return Awaitility.await("a file " + ending)
        .atMost(Duration.ofSeconds(30))
        .until(() -> file(ending), path -> path != null && Files.exists(path));
  }

  private Path file(String ending) throws IOException {
    try (Stream<Path> files = Files.list(downloads)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .findFirst()
          .orElse(downloads.resolve("none"));
    }
  }

  @Test
  @Order(6)
  void charts_are_tables_when_the_address_says_so() throws Exception {
    shop.awaitStatistics();
    browser.open(url("overview", "lang=en&range=15m"));
    browser.click(".c-switch");
    browser.await(
        "numbers",
        "return location.search.includes('view=table')"
            + " && /\\d ms/.test(document.querySelector('.cols2').textContent)"
            + " && document.querySelectorAll('.c-table tbody tr').length > 2"
            + " && !document.querySelector('.plot')");
    browser.screenshot("charts-as-tables");
    browser.back();
    browser.await("charts", "return !!document.querySelector('.plot canvas')");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(7)
  void a_pause_of_the_recording_is_said_under_the_bar_of_every_page() throws Exception {
    browser.open(url("agent/switches", "lang=en"));
    browser.click("[aria-label='capture.enabled']");
    browser.find("[aria-label='capture.enabled'][aria-checked=false]");
    browser.open(url("errors", "lang=en"));
    browser.await(
        "the banner",
        "return /Recording is paused/.test(document.querySelector('.banners')?.textContent)");
    browser.screenshot("recording-paused");
    browser.open(url("agent/switches", "lang=en"));
    browser.click("[aria-label='capture.enabled']");
    browser.find("[aria-label='capture.enabled'][aria-checked=true]");
    browser.open(url("errors", "lang=en"));
    browser.awaitPage();
    assertThat(browser.text("return document.querySelector('.banners')?.textContent ?? ''"))
        .doesNotContain("paused");
  }

  @Test
  @Order(8)
  void the_palette_finds_a_request_by_its_id_and_a_setting_by_its_name() {
    browser.open(url("requests", "lang=en&cols=request_id,time"));
    String id = browser.find(".rows tbody tr:not(.pad) td").getText();
    browser.open(url("overview", "lang=en"));
    browser.press(Keys.chord(Keys.CONTROL, "k"));
    browser.find(".palette input").sendKeys(id);
    browser.find(".palette input").sendKeys(Keys.ENTER);
    browser.await("its page", "return /\\/requests\\/\\d+/.test(location.pathname)");
    browser.press(Keys.chord(Keys.CONTROL, "k"));
    browser.find(".palette input").sendKeys("worker-cycle");
    browser.await(
        "the setting",
        "return [...document.querySelectorAll('.p-list li')]"
            + ".some(one => /^worker-cycle/.test(one.textContent))");
    browser.find(".palette input").sendKeys(Keys.ENTER);
    browser.await("settings", "return location.pathname.endsWith('/agent/settings')");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(8)
  void a_page_of_an_older_build_says_that_there_is_a_newer_console() throws Exception {
    browser.open(url("errors", "lang=en"));
    // As if this page had been loaded from an agent that was replaced since.
    browser.text(
        "const {root, build} = document.documentElement.dataset;"
            + "return import(`${root}/ui/_/${build}/js/core/store.js`)"
            + ".then(m => m.update({build: 'older', returns: m.store.returns + 1}))");
    browser.await(
        "the banner",
        "return /newer console/.test(document.querySelector('.banners')?.textContent)");
    browser.screenshot("newer-console");
    browser.click(".banners button");
    browser.await(
        "the newer one",
        "return !!document.querySelector('main .page h1') && !document.querySelector('.banners')");
    // The browser itself reports the 404 that was asked for.
    assertThat(browser.messages())
        .allSatisfy(message -> assertThat(message).contains("mark.svg").contains("404"));
  }

  /** docs/console.md, "What it costs": prints the figures that stand there. */
  @Test
  @Order(9)
  void the_first_page_is_small_and_stands_soon() throws Exception {
    browser.open(url("overview", "lang=en"));
    browser.forgetFiles();
    browser.open(url("overview", "lang=en"));
    browser.await(
        "a first paint", "return !!performance.getEntriesByName('first-contentful-paint').length");
    long files = Long.parseLong(browser.text(BYTES, "/ui/"));
    long shell = Long.parseLong(browser.text("return " + NAVIGATION + ".encodedBodySize"));
    long answers =
        Long.parseLong(browser.text(BYTES, "/v1/"))
            + Long.parseLong(browser.text(BYTES, "/servers/"));
    double paint =
        Double.parseDouble(
            browser.text(
                "return performance.getEntriesByName('first-contentful-paint')[0].startTime"));
    String tasks =
        browser.text(
            """
            return new Promise(done => {
              new PerformanceObserver(list =>
                done(list.getEntries().map(one => Math.round(one.duration)).join(' ')))
                .observe({type: 'longtask', buffered: true});
              setTimeout(() => done('none'), 500);
            });
            """);
    String figures =
        String.format(
            Locale.ROOT,
            "first page: shell %d bytes, files %d bytes compressed, answers %d bytes; first"
                + " contentful paint %.0f ms; tasks longer than 50 ms: %s%n",
            shell,
            files,
            answers,
            paint,
            tasks);
    System.out.print(figures);
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("figures.txt"), figures);
    assertThat(files).isBetween(10_000L, (long) MAX_FIRST_PAGE_BYTES);
    assertThat(shell).isBetween(500L, 4_096L);
    assertThat(paint).isBetween(1.0, MAX_FIRST_PAINT_MILLIS);
  }

  private static final String NAVIGATION = "performance.getEntriesByType('navigation')[0]";

  private static final String BYTES =
      "return performance.getEntriesByType('resource').filter(e => e.name.includes(arguments[0]))"
          + ".reduce((sum, e) => sum + e.encodedBodySize, 0)";

  private String url(String page, String query) {
    return shop.root() + "/ui/" + page + (query.isEmpty() ? "" : "?" + query);
  }
}
