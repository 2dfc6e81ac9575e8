package io.opsagent.server.secrets;

import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Headers;
import io.opsagent.capture.HttpAdapter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A generated request and its answer, with a secret of its own in every place at once. */
final class SecretiveRequest implements HttpAdapter<SecretiveRequest, SecretiveRequest> {
  private static final String[] SECRET_NAMES = {
    "password",
    "Password",
    "pass_word",
    "userPassword",
    "api_key",
    "apiKey",
    "access_token",
    "client-secret",
    "session_id",
    "dsn",
    "pwd",
    "passphrase"
  };
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  /** Of these no word is made, so that no part of a secret is anywhere by chance. */
  private static final String SECRET_LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

  final List<String> secrets = new ArrayList<>();

  /** Stands in places that are not secret, so that the search can be seen to find what is there. */
  final String marker;

  private final Random random;
  private final List<String[]> requestHeaders = new ArrayList<>();
  private final List<String[]> responseHeaders = new ArrayList<>();
  private final String path;
  private final String query;

  SecretiveRequest(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    marker = "mark" + word(LETTERS);
    path =
        "/orders/" + marker + ";jsessionid=" + secret() + "/" + name() + "=" + secret() + "/items";
    query =
        "q="
            + marker
            + "&"
            + name()
            + "="
            + secret()
            + "&%70assword="
            + secret()
            + "&next="
            + encode("https://h/cb?" + name() + "=" + secret())
            + "&u="
            + encode("https://bob:" + secret() + "@h/")
            + "&user%5Bpassword%5D="
            + secret()
            + ";"
            + secret();
    request("Host", "bob:" + secret() + "@shop.example");
    request("Cookie", "JSESSIONID=" + secret() + "; theme=" + secret());
    request("Authorization", "Digest username=\"" + secret() + "\", response=\"" + secret() + "\"");
    request("X-Api-Key", secret());
    request(
        "Referer", "https://shop.example/a;jsessionid=" + secret() + "?" + name() + "=" + secret());
    request("Origin", "https://bob:" + secret() + "@shop.example");
    request("X-Forwarded-Host", "bob:" + secret() + "@shop.example");
    request("X-Original-Url", "orders?%70assword=" + secret());
    request("X-Request-Id", "id-" + marker + ",password=" + secret());
    request("User-Agent", "Mozilla/5.0 (X11; " + name() + "=" + secret() + ") Chrome/120.0");
    response("Set-Cookie", "JSESSIONID=" + secret() + "; Path=/; HttpOnly");
    response(
        "Location",
        "//bob:" + secret() + "@h/cb?" + name() + "=" + secret() + "#access_token=" + secret());
    response("Link", "<https://bob:" + secret() + "@h/?" + name() + "=" + secret() + ">; rel=next");
    response("Refresh", "0; url=https://h/?" + name() + "=" + secret());
  }

  /** Passes through the capture as a server would let it. */
  void send(Capture capture) {
    Thread thread = Thread.currentThread();
    String threadName = thread.getName();
    thread.setName("worker url:" + path.substring(0, 8) + " password=" + secret());
    try {
      Exchange exchange = Objects.requireNonNull(capture.begin("test"));
      String body = body(requestHeaders, 6);
      String answer = body(responseHeaders, 5);
      append(capture, exchange, body, true);
      append(capture, exchange, answer, false);
      exchange.failedUnhandled(failure());
      capture.end(exchange, this, this, this);
    } finally {
      thread.setName(threadName);
    }
  }

  /** Chooses one of the first types, and returns a body of it. */
  private String body(List<String[]> headers, int types) {
    String type;
    String body;
    switch (random.nextInt(types)) {
      case 0 -> {
        type = "application/json";
        body = json();
      }
      case 1 -> {
        type = "application/xml";
        body = xml();
      }
      case 2 -> {
        type = "text/plain; charset=utf-8";
        // Malformed: a comma too many.
        body = json().replace("}", ",}");
      }
      case 3 -> {
        type = "text/html";
        body = "<br><p>" + marker + "<input name=password value='" + secret() + "'>" + xml();
      }
      case 4 -> {
        type = "application/x-www-form-urlencoded";
        body = "a=" + marker + "&" + query.substring(0, query.indexOf(';'));
      }
      default -> {
        type = "multipart/form-data; boundary=xx";
        body = multipart();
      }
    }
    headers.add(new String[] {"Content-Type", type});
    return body;
  }

  private String json() {
    return "{\"a\":\""
        + marker
        + "\",\""
        + name()
        + "\":\""
        + secret()
        + "\",\"list\":[{\"x\":{\"pass\\u0077ord\":[\""
        + secret()
        + "\",123,{\"b\":\""
        + secret()
        + "\"}]}}],\"pin_secret\":\""
        + secret()
        + "\",\"name\":\"db.password\",\"value\":\""
        + secret()
        + "\",\"url\":\"https://bob:"
        + secret()
        + "@h/?"
        + name()
        + "="
        + secret()
        + "\",\"doc\":\"{\\\""
        + name()
        + "\\\":\\\""
        + secret()
        + "\\\"}\"}";
  }

  private String xml() {
    return "<ns:a xmlns:ns='u'><m>"
        + marker
        + "</m><ns:password t='"
        + secret()
        + "'><b>"
        + secret()
        + "</b><![CDATA["
        + secret()
        + "]]></ns:password><e key='api_key' value='"
        + secret()
        + "'/><p><name>pass&#119;ord</name><value>"
        + secret()
        + "</value></p></ns:a>";
  }

  private String multipart() {
    return "--xx\r\nContent-Disposition: form-data; name=\""
        + marker
        + "\"; filename=\"password="
        + secret()
        + "\"\r\n\r\n"
        + secret()
        + "\r\n--xx\r\nContent-Disposition: form-data; name=\"https://bob:"
        + secret()
        + "@h/?pwd="
        + secret()
        + "\"\r\n\r\n"
        + secret()
        + "\r\n--xx--\r\n";
  }

  private Throwable failure() {
    Throwable inner =
        new IllegalStateException(
            "Key (email, api_key)=(a@b.c, "
                + secret()
                + ") exists; field 'password': rejected value ["
                + secret()
                + "]; codes [x]; <l><pwd>"
                + secret()
                + "</pwd></l>");
    Throwable outer =
        new RuntimeException(
            "cannot "
                + marker
                + " with password="
                + secret()
                + ", {\"pass\\u0077ord\":\""
                + secret()
                + "\"}, Cookie: a="
                + secret()
                + "; b="
                + secret()
                + ", jdbc:oracle:thin:scott/"
                + secret()
                + "@h",
            inner);
    outer.addSuppressed(new RuntimeException("password: " + secret()));
    return outer;
  }

  /** Sometimes no more than a part of it, as when the client goes away. */
  private void append(Capture capture, Exchange exchange, String body, boolean isRequest) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    int length = random.nextInt(3) == 0 ? random.nextInt(bytes.length) : bytes.length;
    if (isRequest) {
      capture.requestBody(exchange, this, this).append(bytes, 0, length);
    } else {
      capture.responseBody(exchange, this, this, true).append(bytes, 0, length);
    }
  }

  private String word(String alphabet) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      word.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return word.toString();
  }

  private String secret() {
    String secret = word(SECRET_LETTERS);
    secrets.add(secret);
    return secret;
  }

  private String name() {
    return SECRET_NAMES[random.nextInt(SECRET_NAMES.length)];
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void request(String name, String value) {
    requestHeaders.add(new String[] {name, value});
  }

  private void response(String name, String value) {
    responseHeaders.add(new String[] {name, value});
  }

  private static @Nullable String value(List<String[]> headers, String name) {
    return headers.stream()
        .filter(header -> header[0].toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .map(header -> header[1])
        .findFirst()
        .orElse(null);
  }

  @Override
  public String method(SecretiveRequest request) {
    return "POST";
  }

  @Override
  public String path(SecretiveRequest request) {
    return path;
  }

  @Override
  public String query(SecretiveRequest request) {
    return query;
  }

  @Override
  public String protocol(SecretiveRequest request) {
    return "HTTP/1.1";
  }

  @Override
  public String scheme(SecretiveRequest request) {
    return "http";
  }

  @Override
  public String remoteAddress(SecretiveRequest request) {
    return "192.0.2.1";
  }

  @Override
  public @Nullable String user(SecretiveRequest request) {
    return null;
  }

  @Override
  public @Nullable String requestHeader(SecretiveRequest request, String name) {
    return value(requestHeaders, name);
  }

  @Override
  public boolean isRequestHeaderRepeated(SecretiveRequest request, String name) {
    return false;
  }

  @Override
  public @Nullable String responseHeader(SecretiveRequest response, String name) {
    return value(responseHeaders, name);
  }

  @Override
  public int status(SecretiveRequest response) {
    return 500;
  }

  @Override
  public void copyRequestHeaders(SecretiveRequest request, Headers into) {
    requestHeaders.forEach(header -> into.add(header[0], header[1]));
  }

  @Override
  public void copyResponseHeaders(SecretiveRequest response, Headers into) {
    responseHeaders.forEach(header -> into.add(header[0], header[1]));
  }

  @Override
  public int requestHeaderBytes(SecretiveRequest request) {
    return 0;
  }

  @Override
  public int responseHeaderBytes(SecretiveRequest response) {
    return 0;
  }
}
