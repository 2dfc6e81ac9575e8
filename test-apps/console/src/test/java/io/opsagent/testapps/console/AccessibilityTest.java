package io.opsagent.testapps.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Nobody is shut out: WCAG 2 A and AA by axe, and a walk with the keyboard (console.md 11). */
class AccessibilityTest extends BrowserTest {
  /** More stops than the longest page has in front of its content. */
  private static final int MAX_STOPS = 120;

  @BeforeAll
  void awaitStatistics() throws Exception {
    shop.awaitStatistics();
  }

  static Stream<Arguments> pages() {
    return ConsolePages.all().stream()
        .flatMap(
            page ->
                Stream.of(
                    Arguments.of(page, "light", "en", WIDE),
                    Arguments.of(page, "dark", "zh", WIDE),
                    Arguments.of(page, "dark", "en", NARROW)));
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @MethodSource("pages")
  void a_page_violates_no_rule_of_wcag(String page, String theme, String language, int width) {
    browser.resize(width);
    browser.open(url(page, "theme=" + theme + "&lang=" + language));
    assertThat(browser.accessibilityViolations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void a_request_an_error_and_a_dialog_violate_no_rule_of_wcag(String theme) {
    browser.resize(WIDE);
    String id = shop.resource("/v1/logs?level=WARN&limit=1").at("/items/0/id").asText();
    browser.open(url("requests/" + id, "theme=" + theme));
    assertThat(browser.accessibilityViolations()).isEmpty();
    browser.open(url("requests", "theme=" + theme + "&open=" + id));
    browser.find(".pane");
    assertThat(browser.accessibilityViolations()).isEmpty();
    browser.open(url("runtime/heap", "lang=en&theme=" + theme));
    browser.click("main .btn.count");
    browser.find("[role=dialog]");
    assertThat(browser.accessibilityViolations()).isEmpty();
    browser.open(url("runtime", "theme=" + theme + "&q=opsagent-"));
    browser.click(".thr tbody tr td a");
    browser.find(".opened");
    assertThat(browser.accessibilityViolations()).isEmpty();
  }

  @Test
  void the_tab_key_reaches_navigation_search_range_and_rows_in_this_order() {
    browser.resize(WIDE);
    browser.open(url("endpoints", "lang=en"));
    browser.await("rows", "return !!document.querySelector('main tbody a')");
    Set<String> stops = new LinkedHashSet<>();
    for (int i = 0; i < MAX_STOPS; i++) {
      browser.type(Keys.TAB);
      String stop =
          browser.text(
              """
              const e = document.activeElement;
              return e.closest('.skip') ? 'skip' : e.closest('.side') ? 'navigation'
                : e.closest('.find') ? 'search' : e.closest('.range-place') ? 'range'
                : e.closest('main tbody') ? 'rows' : '';
              """);
      if (!stop.isEmpty()) {
        stops.add(stop);
      }
      if (stop.equals("rows")) {
        break;
      }
    }
    assertThat(stops).containsExactly("skip", "navigation", "search", "range", "rows");
  }

  @Test
  void the_skip_link_leads_past_the_navigation() {
    browser.resize(WIDE);
    browser.open(url("endpoints", "lang=en"));
    browser.type(Keys.TAB);
    assertThat(browser.focused()).contains("skip");
    browser.type(Keys.ENTER);
    assertThat(browser.text("return document.activeElement.id")).isEqualTo("main");
  }

  @Test
  void a_dialog_keeps_the_focus_and_gives_it_back() {
    browser.resize(WIDE);
    browser.open(url("runtime/heap", "lang=en"));
    browser.find("main .btn.count").sendKeys(Keys.ENTER);
    browser.await(
        "the focus inside, on the way out",
        "return document.activeElement.matches('[role=dialog] .cancel')");
    for (int i = 0; i < 7; i++) {
      browser.type(Keys.TAB);
      assertThat(browser.text("return !!document.activeElement.closest('[role=dialog]')"))
          .isEqualTo("true");
    }
    browser.type("t");
    browser.type(Keys.ESCAPE);
    browser.await(
        "the focus where it was",
        "return !document.querySelector('[role=dialog]')"
            + " && document.activeElement.matches('main .btn.count')");
    browser.find(".find").sendKeys(Keys.ENTER);
    browser.await("the palette", "return document.activeElement.matches('.palette input')");
    browser.type(Keys.ESCAPE);
    browser.await("the focus", "return document.activeElement.matches('.find')");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  void a_menu_is_walked_with_arrows_and_gives_the_focus_back() {
    browser.resize(WIDE);
    browser.open(url("overview", "lang=en"));
    browser.find(".ctl.range").sendKeys(Keys.ENTER);
    browser.await("an item", "return document.activeElement.matches('.m-item')");
    String first = browser.focused();
    browser.type(Keys.ARROW_DOWN);
    assertThat(browser.focused()).isNotEqualTo(first);
    browser.type(Keys.ESCAPE);
    browser.await("the button", "return document.activeElement.matches('.ctl.range')");
  }

  @Test
  void a_thread_opens_by_the_keyboard() {
    browser.resize(WIDE);
    browser.open(url("runtime", "lang=en&q=opsagent-"));
    browser.find(".thr tbody tr td a").sendKeys(Keys.ENTER);
    browser.find(".thr tbody tr td a[aria-expanded=true]");
    browser.press(Keys.ESCAPE);
    browser.await("closed", "return !document.querySelector('.opened')");
  }

  private String url(String page, String query) {
    return shop.root() + "/ui/" + page + (page.contains("?") ? "&" : "?") + query;
  }
}
