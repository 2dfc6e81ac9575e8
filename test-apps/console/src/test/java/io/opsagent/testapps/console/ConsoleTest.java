package io.opsagent.testapps.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The console as people use it (docs/spec/console/console.md 17). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleTest extends BrowserTest {
  @ParameterizedTest
  @ValueSource(strings = {"overview", "requests", "endpoints", "errors", "servers", "agent"})
  @Order(0)
  void a_page_stands_before_anything_was_counted(String page) throws Exception {
    browser.resize(WIDE);
    browser.open(url(page, "lang=en"));
    browser.screenshot("early-" + page);
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(1)
  void statistics_come_within_the_first_minute() {
    shop.awaitStatistics();
    browser.open(url("overview", ""));
    browser.await("rows", "return document.querySelectorAll('.attn tbody tr').length > 2");
  }

  /** Each page in both themes, both languages and both widths, though not in every combination. */
  static Stream<Arguments> looks() {
    return ConsolePages.all().stream()
        .flatMap(
            page ->
                Stream.of(
                    Arguments.of(page, "light", "en", WIDE),
                    Arguments.of(page, "dark", "zh", WIDE),
                    Arguments.of(page, "light", "zh", NARROW),
                    Arguments.of(page, "dark", "en", NARROW)));
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @MethodSource("looks")
  @Order(2)
  void a_page_stands_without_a_message_and_within_its_width(
      String page, String theme, String language, int width) throws Exception {
    browser.resize(width);
    browser.open(url(page, "theme=" + theme + "&lang=" + language));
    browser.screenshot(
        page.replaceAll("[^a-z0-9]+", "-") + "-" + theme + "-" + language + "-" + width);
    assertThat(browser.text("return document.documentElement.dataset.theme")).isEqualTo(theme);
    assertThat(browser.text("return document.documentElement.lang")).startsWith(language);
    assertThat(browser.overflow()).isEmpty();
    assertThat(browser.strangers()).isEmpty();
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(3)
  void a_facet_filters_and_back_undoes_it() {
    browser.resize(WIDE);
    browser.open(url("requests", "unknown=kept"));
    browser.click(".facet a[title^='4xx']");
    browser.await("the filter", "return location.search.includes('status=4xx')");
    assertThat(browser.address()).contains("unknown=kept");
    browser.await(
        "only what failed",
        "const rows = [...document.querySelectorAll('.rows tbody tr:not(.pad) .st')];"
            + "return rows.length > 0 && rows.every(e => e.textContent.startsWith('4'))");
    browser.back();
    browser.await("no filter", "return !location.search.includes('status=')");
    browser.await(
        "all requests",
        "return [...document.querySelectorAll('.rows .st')].some(e => e.textContent === '200')");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(4)
  void a_request_opens_beside_the_list_and_shows_masked_values_as_masked() throws Exception {
    browser.resize(WIDE);
    browser.open(url("requests", "text=customers&method=POST&level=WARN"));
    browser.click(".rows tbody tr:not(.pad) td.pth");
    browser.await("the pane", "return !!document.querySelector('.pane .json')");
    browser.screenshot("request-pane");
    String pane = browser.text("return document.querySelector('.pane').textContent");
    assertThat(pane).contains("password").doesNotContain("open sesame");
    assertThat(browser.text("return document.querySelectorAll('.pane .json .masked').length"))
        .isEqualTo("1");
    browser.press(Keys.ESCAPE);
    browser.await("no pane", "return !document.querySelector('.pane')");
  }

  @Test
  @Order(5)
  void markup_of_others_stays_text() {
    browser.resize(WIDE);
    browser.open(url("requests", "text=customers&method=POST&level=WARN"));
    browser.click(".rows tbody tr:not(.pad) td.pth");
    browser.await("the pane", "return !!document.querySelector('.pane .json')");
    String pane = browser.text("return document.querySelector('.pane').textContent");
    assertThat(pane)
        .contains("<img src=x onerror=alert(1)>")
        .contains("<script>alert(2)</script>")
        .contains("U+202E")
        .doesNotContain("\u202E");
    assertThat(browser.text("return document.querySelectorAll('main img, main script').length"))
        .isEqualTo("0");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(6)
  void the_live_tail_shows_what_comes_and_counts_while_it_is_paused() {
    browser.resize(WIDE);
    browser.open(url("requests", "live=1"));
    browser.await(
        "rows", "return document.querySelectorAll('.rows tbody tr:not(.pad)').length > 2");
    browser.press(Keys.SPACE);
    browser.await(
        "a count", "return /Paused. [1-9]/.test(document.querySelector('.live').textContent)");
    String before = browser.text("return document.querySelectorAll('.rows tbody tr').length");
    browser.await(
        "more",
        "return /Paused. ([3-9]|\\d\\d)/.test(document.querySelector('.live').textContent)");
    assertThat(browser.text("return document.querySelectorAll('.rows tbody tr').length"))
        .isEqualTo(before);
    browser.press(Keys.SPACE);
    browser.await(
        "following", "return /Following/.test(document.querySelector('.live').textContent)");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(7)
  void keys_lead_to_pages_and_ranges_and_the_palette_finds() {
    browser.resize(WIDE);
    browser.open(url("overview", ""));
    browser.press("ge");
    browser.await("endpoints", "return location.pathname.endsWith('/ui/endpoints')");
    browser.press("4");
    browser.await("four hours", "return location.search.includes('range=4h')");
    browser.press("t");
    browser.press(Keys.chord(Keys.CONTROL, "k"));
    browser.find(".palette input").sendKeys("failed");
    browser.find(".palette input").sendKeys(Keys.ENTER);
    browser.await("failed requests", "return location.search.includes('status=5xx')");
    assertThat(browser.address()).contains("range=4h");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(7)
  void dragging_in_a_chart_chooses_a_span_and_in_the_heat_map_lists_those_requests() {
    browser.resize(WIDE);
    browser.open(url("overview", "range=15m"));
    browser.drag(".chart .u-over", 150);
    browser.await("a span", "return /from=\\d+&to=\\d+/.test(location.search)");
    browser.press("-");
    browser.await("a wider span", "return /from=\\d+/.test(location.search)");
    browser.open(url("endpoints/get_shop_api_products_id", "range=15m"));
    browser.drag(".brushable", 200);
    browser.await(
        "its requests",
        "return location.pathname.endsWith('/ui/requests')"
            + " && /endpoint=get_shop_api_products_id/.test(location.search)"
            + " && /from=\\d+&to=\\d+/.test(location.search)");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(8)
  void theme_and_language_are_kept() {
    browser.resize(WIDE);
    browser.open(url("overview", ""));
    browser.text("localStorage.setItem('opsagent.theme', 'dark');");
    browser.click(".side-foot .txt");
    browser.await("Chinese", "return document.querySelector('.n-item').textContent === '概览'");
    browser.open(url("errors", ""));
    assertThat(browser.text("return document.documentElement.lang")).isEqualTo("zh-CN");
    assertThat(browser.text("return document.documentElement.dataset.theme")).isEqualTo("dark");
    browser.text("localStorage.clear();");
  }

  @Test
  @Order(9)
  void a_switch_is_turned_and_stands_in_the_audit_log() {
    browser.resize(WIDE);
    browser.open(url("agent/switches", "lang=en"));
    browser.click("[aria-label='capture.netty'][aria-checked=true]");
    browser.find("[aria-label='capture.netty'][aria-checked=false]");
    browser.click("[aria-label='capture.netty']");
    browser.find("[aria-label='capture.netty'][aria-checked=true]");
    browser.await(
        "the audit log",
        "if (!location.pathname.endsWith('/audit')) { document.querySelector(\"a[href*='agent/audit']\").click(); return false; }"
            + "return /switches|capture/.test(document.querySelector('main').textContent)"
            + " && !!document.querySelector('main tbody tr')");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(9)
  void a_thread_opens_with_its_stack_and_the_dump_is_a_file() {
    browser.resize(WIDE);
    browser.open(url("runtime", "lang=en&q=opsagent-"));
    browser.await(
        "threads of the agent", "return document.querySelectorAll('.thr tbody tr').length > 2");
    browser.click(".thr tbody tr td a");
    browser.await("its stack", "return !!document.querySelector('.opened .frames-l .fr')");
    assertThat(browser.address()).contains("open=");
    assertThat(browser.text("return document.querySelector('a[download$=\".txt\"]').href"))
        .contains("/v1/runtime/threads?format=text");
    browser.open(url("runtime", "lang=en&view=pool"));
    browser.await(
        "pools", "return /http-nio/.test(document.querySelector('main .tbl').textContent)");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(9)
  void threads_that_wait_for_each_other_are_a_circle_and_those_at_one_frame_a_crowd() {
    browser.open(url("runtime", "lang=en"));
    assertThat(
            browser.textOfPromise(
                """
                const main = document.querySelector('script[type=module]').src;
                const module = await import(main.replace('main.js', 'parts/threads.js'));
                const thread = (id, name, more) => ({
                  id, name, holds: [], deadlocked: false, ownerId: null, waitsFor: null, ...more });
                const group = (state, frame, ...threads) => ({
                  count: threads.length, state, stack: [frame], stackLeftOut: false, threads });
                const dead = (id, ownerId) => thread(id, 'dead-' + id, {
                  deadlocked: true, ownerId, waitsFor: 'java.lang.Object@' + id });
                const pool = [1, 2, 3, 4, 5, 6].map((i) => thread(20 + i, 'pay-' + i));
                const dump = { time: '2026-03-18T14:29:07Z', groups: [
                  group('BLOCKED', 'com.shop.A.a(A.java:1)', dead(3, 1), dead(1, 2), dead(2, 3)),
                  group('BLOCKED', 'com.shop.A.b(A.java:2)', dead(9, 1)),
                  group('RUNNABLE', 'java.base@17/sun.nio.ch.EPoll.wait(Native Method)',
                    thread(10, 'poller')),
                  group('TIMED_WAITING', 'app//com.shop.Pay$$Lambda/0x00ff.charge(Pay.java:7)',
                    ...pool)] };
                const threads = module.threadsOf(dump, [], null);
                const crowd = module.crowd(threads);
                return [
                  module.cycles(threads).map((one) => one.map((t) => t.name).join('>')).join('|'),
                  crowd.count + ' at ' + crowd.place,
                  threads.find((one) => one.name === 'poller').state,
                  threads.find((one) => one.name === 'pay-1').pool].join(' / ');
                """))
        .isEqualTo("dead-1>dead-2>dead-3 / 6 at Pay$$Lambda.charge:7 / io / pay-#");
  }

  @Test
  @Order(9)
  void a_request_in_work_stands_there_with_its_frame_and_its_age_counts() throws Exception {
    browser.resize(WIDE);
    Future<Integer> slow = shop.visitSlowly("/api/shipping/quotes?country=NZ&waitMillis=9000");
    browser.open(url("runtime/inflight", "lang=en&refresh=5"));
    browser.await(
        "the request",
        "return /ShippingController.quote/.test(document.querySelector('main').textContent)");
    String age = "return document.querySelector('main tbody td.num').textContent";
    String before = browser.text(age);
    browser.await("its age counts", age + " !== arguments[0]", before);
    assertThat(slow.get()).isEqualTo(200);
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(9)
  void objects_are_counted_twice_after_a_question_and_what_grew_is_told() {
    browser.resize(WIDE);
    browser.open(url("runtime/heap", "lang=en"));
    for (int count = 1; count <= 2; count++) {
      browser.click("main .btn.count");
      browser.await(
          "the pause is told",
          "return /Expected pause/.test(document.querySelector('[role=dialog]').textContent)");
      browser.click("[role=dialog] .btn.solid");
      browser.await("no dialog", "return !document.querySelector('[role=dialog]')");
      browser.await(
          "classes",
          "return [...document.querySelectorAll('main tbody .mono')]"
              + ".some(e => e.textContent === 'byte[]')");
    }
    browser.await(
        "the difference",
        "return [...document.querySelectorAll('main thead th')]"
            + ".some(e => /Bytes .*−/.test(e.textContent))");
    assertThat(browser.text("return document.querySelector('main').textContent"))
        .contains("runtime.heap-dump=true");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(9)
  void an_operation_is_found_by_the_name_of_a_field_and_shows_its_schema() {
    browser.resize(WIDE);
    browser.open(url("api", "view=own&lang=en"));
    browser.find("main .tree input").sendKeys("deadlocked");
    browser.await(
        "one operation", "return document.querySelectorAll('main .tree .t-item').length === 1");
    browser.click("main .tree .t-item");
    browser.await(
        "its answer",
        "return /deadlocked/.test(document.querySelector('.srv-main').textContent)"
            + " && /runtime.view/.test(document.querySelector('.srv-main').textContent)");
    assertThat(browser.address()).contains("/ui/api/get_v1_runtime_threads");
    browser.open(url("api/get_shop_api_products_id", "lang=en"));
    browser.await(
        "its traffic",
        "return /Last 24 hours/.test(document.querySelector('.srv-main').textContent)"
            + " && /learned from traffic/.test(document.querySelector('.srv-main').textContent)");
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  @Order(10)
  void who_signs_in_sees_what_his_scopes_allow_until_he_signs_out() throws Exception {
    shop.createUser("lin", "correct horse battery", "log.view", "stats.view");
    browser.resize(WIDE);
    browser.open(url("overview", "lang=en"));
    browser.click(".ctl.me");
    browser.click(".menu .m-item:last-child");
    browser.find(".s-form input[name=username]").sendKeys("lin");
    browser.find(".s-form input[type=password]").sendKeys("wrong" + Keys.ENTER);
    browser.await(
        "the refusal",
        "return document.querySelector('.s-err').textContent === 'User or password is wrong.'");
    browser.find(".s-form input[type=password]").sendKeys(Keys.chord(Keys.CONTROL, "a"));
    browser.find(".s-form input[type=password]").sendKeys("correct horse battery" + Keys.ENTER);
    browser.find("a.n-item.shut[href*='/agent']");
    browser.click("a.n-item.shut[href*='/agent']");
    browser.await(
        "the missing scope",
        "return /agent\\.view/.test(document.querySelector('main .empty').textContent)");
    browser.screenshot("missing-scope");
    browser.click(".ctl.me");
    browser.click(".menu .m-item:last-child");
    browser.find(".sign .s-form");
    browser.screenshot("sign-in");
  }

  @Test
  @Order(11)
  void when_the_agent_has_gone_the_picture_stays_and_says_so() throws Exception {
    browser.resize(WIDE);
    browser.open(url("overview", "refresh=5&lang=en"));
    shop.stop();
    browser.await("the banner", "return !!document.querySelector('.banner.bad')");
    browser.screenshot("agent-gone");
    assertThat(browser.text("return document.querySelector('.banner.bad').textContent"))
        .startsWith("No answer since");
    assertThat(browser.text("return document.querySelectorAll('.figs .fig').length"))
        .isEqualTo("7");
  }

  private String url(String page, String query) {
    String address = shop.root() + "/ui/" + page;
    return query.isEmpty() ? address : address + (page.contains("?") ? "&" : "?") + query;
  }
}
