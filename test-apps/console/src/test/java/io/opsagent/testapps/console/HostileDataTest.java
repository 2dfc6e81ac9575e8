package io.opsagent.testapps.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.testing.RawHttp;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody sends the application what would harm a careless page: markup, characters that turn or
 * hide a text, values without an end (console.md 13). A window that opens fails the next command of
 * the browser; what its policy refuses stands among its messages.
 */
class HostileDataTest extends BrowserTest {
  private static final int LONG_CHARS = 10_000;

  /** A request line may not be longer on this server. */
  private static final int LONG_PATH_CHARS = 5_000;

  private static final String SCRIPT = "<script>alert('1')<";
  private static final String IMAGE = "<img src=x onerror=alert(2)>";
  private static final String TURNED = "\u202Egpj.exe\u202C";
  private static final String HIDDEN = "a\u200Bb\u0007c\u2066d";

  private final List<String> ids = new ArrayList<>();

  @BeforeAll
  void sendAndAwait() throws Exception {
    sendAll();
    Awaitility.await("rows of the hostile requests")
        .atMost(Duration.ofSeconds(60))
        .until(() -> rows().size() >= 6);
    for (JsonNode row : rows()) {
      ids.add(row.get("id").asText());
    }
    shop.awaitStatistics();
  }

  @BeforeEach
  void forgetMessagesOfOthers() {
    browser.messages();
  }

  private JsonNode rows() {
    return shop.resource("/v1/logs?limit=40&text=hostile").get("items");
  }

  private void sendAll() throws IOException {
    get("/p/hostile" + encoded(SCRIPT + TURNED + HIDDEN));
    get("/p/hostile" + encoded(IMAGE) + "x".repeat(LONG_PATH_CHARS));
    get("/api/coupons/hostile" + encoded(IMAGE + TURNED));
    get("/api/products?q=hostile" + encoded(SCRIPT + IMAGE + TURNED) + "&" + encoded(IMAGE) + "=1");
    // UTF-8 of a lone surrogate, and bytes that are no UTF-8 at all.
    get("/api/products?q=hostile%ED%A0%80%FF%FE&page=" + encoded(SCRIPT));
    String values =
        "{\"name\":\"%s%s\",\"email\":\"%s\",\"%s\":{\"lone\":\"\\ud800\",\"nul\":\"\\u0000\"},\"turned\":\"%s%s\"}"
            .formatted(
                SCRIPT, "y".repeat(LONG_CHARS), IMAGE, IMAGE, TURNED, HIDDEN.replace("\u0007", ""));
    post("/api/customers?hostile=json", "application/json", values);
    post(
        "/api/customers?hostile=deep",
        "application/json",
        "{\"a\":".repeat(60) + "\"" + IMAGE + "\"" + "}".repeat(60));
    post("/login?hostile=form", "application/x-www-form-urlencoded", "email=" + encoded(IMAGE));
  }

  private static String encoded(String text) {
    // A slash is refused in a path.
    return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("%2F", "_");
  }

  private void get(String path) throws IOException {
    exchange("GET " + shop.shop().getPath() + path + " HTTP/1.1\r\n", "");
  }

  private void post(String path, String type, String body) throws IOException {
    exchange(
        "POST " + shop.shop().getPath() + path + " HTTP/1.1\r\nContent-Type: " + type + "\r\n",
        body);
  }

  private void exchange(String head, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    String headers =
        "Host: 127.0.0.1\r\nUser-Agent: "
            + IMAGE
            + "\r\nX-Note: "
            + SCRIPT
            + "\r\nX-Turned: "
            + new String(TURNED.getBytes(UTF_8), ISO_8859_1)
            + "\r\nReferer: javascript:alert(3)\r\nConnection: close\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    byte[] request = (head + headers).getBytes(ISO_8859_1);
    byte[] all = new byte[request.length + bytes.length];
    System.arraycopy(request, 0, all, 0, request.length);
    System.arraycopy(bytes, 0, all, request.length, bytes.length);
    assertThat(RawHttp.exchange(shop.shop().getPort(), all).status()).isBetween(200, 599);
  }

  private void open(String page, int width) {
    browser.resize(width);
    browser.open(shop.root() + "/ui/" + page);
  }

  /** Nothing of it became a node, left its place or made the browser complain. */
  private void assertThatNothingHappened(String page) {
    assertThat(
            browser.text(
                "return document.querySelectorAll("
                    + "'main img, main script, main iframe, main [onerror], main [style*=url],"
                    + " main a[href^=javascript]').length"))
        .as(page)
        .isEqualTo("0");
    assertThat(browser.overflow()).as(page).isEmpty();
    assertThat(browser.messages()).as(page).isEmpty();
    assertThat(browser.text("return document.title")).as(page).doesNotContain("hostile", "<");
    // Neither turned nor hidden: shown by their codes.
    assertThat(browser.text("return document.querySelector('main').textContent"))
        .as(page)
        .doesNotContain("\u202E", "\u200B", "\u0007", "\u2066", "\u0000");
  }

  @ParameterizedTest
  @ValueSource(ints = {WIDE, NARROW})
  void a_list_of_requests_shows_markup_as_text(int width) {
    open("requests?text=hostile", width);
    browser.await(
        "rows", "return document.querySelectorAll('.rows tbody tr:not(.pad)').length >= 6");
    assertThatNothingHappened("requests");
    open("requests", width);
    assertThatNothingHappened("requests with all facets");
    open("requests?text=" + encoded(IMAGE) + "&user=" + encoded(SCRIPT), width);
    assertThatNothingHappened("requests with hostile filters");
  }

  @ParameterizedTest
  @ValueSource(ints = {WIDE, NARROW})
  void each_request_shows_headers_and_bodies_as_text(int width) {
    List<String> texts = new ArrayList<>();
    for (String id : ids) {
      open("requests/" + id, width);
      assertThatNothingHappened("request " + id);
      texts.add(browser.text("return document.querySelector('main').textContent"));
    }
    String all = String.join("\n", texts);
    assertThat(all).contains(IMAGE).contains(SCRIPT).contains("U+202E");
  }

  @ParameterizedTest
  @ValueSource(ints = {WIDE, NARROW})
  void errors_and_their_pages_show_messages_as_text(int width) {
    open("errors", width);
    browser.await("groups", "return document.querySelectorAll('.errors tbody tr').length > 0");
    assertThatNothingHappened("errors");
    for (JsonNode group : shop.resource("/v1/errors").get("items")) {
      open("errors/" + group.get("id").asText(), width);
      assertThatNothingHappened("error " + group.get("name").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {WIDE, NARROW})
  void overview_endpoints_runtime_and_the_document_show_names_as_text(int width) {
    for (String page : List.of("overview", "endpoints", "runtime/inflight", "runtime", "api")) {
      open(page, width);
      assertThatNothingHappened(page);
    }
  }

  @Test
  void the_live_tail_shows_what_comes_as_text() throws IOException {
    open("requests?live=1&text=hostile", WIDE);
    browser.await(
        "the stream", "return /Following/.test(document.querySelector('.live').textContent)");
    sendAll();
    browser.await(
        "rows", "return document.querySelectorAll('.rows tbody tr:not(.pad)').length >= 4");
    assertThatNothingHappened("live tail");
  }

  @Test
  void go_to_or_find_takes_markup_for_a_word() {
    open("overview?lang=en", WIDE);
    browser.click(".find");
    browser.find(".palette input").sendKeys(IMAGE);
    browser.await(
        "what it offers",
        "return document.querySelector('.p-list').textContent.includes(arguments[0])",
        IMAGE);
    browser.press(org.openqa.selenium.Keys.ESCAPE);
    assertThatNothingHappened("go to or find");
  }

  @Test
  void an_address_with_markup_is_an_unknown_page_or_value() {
    for (String page :
        List.of(
            "api/" + encoded(IMAGE),
            "errors/" + encoded(SCRIPT),
            "requests/" + encoded(IMAGE),
            "endpoints/" + encoded(IMAGE),
            encoded(IMAGE),
            "overview?range=" + encoded(IMAGE),
            "runtime/mbeans?open=" + encoded(IMAGE))) {
      browser.resize(WIDE);
      browser.open(shop.root() + "/ui/" + page);
      // A resource that is not there is told by the browser, too.
      assertThat(browser.messages()).as(page).allMatch(message -> message.contains("status of 40"));
      assertThatNothingHappened(page);
    }
  }
}
