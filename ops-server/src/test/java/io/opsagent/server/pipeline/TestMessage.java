package io.opsagent.server.pipeline;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.Headers;
import io.opsagent.capture.HttpAdapter;
import io.opsagent.capture.OpenExchanges;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request and its answer, as a server that a test plays has them. */
final class TestMessage implements HttpAdapter<TestMessage, TestMessage> {
  static final int LIMIT_BYTES = 1_000;

  final BodyMemory memory = new BodyMemory(100_000);
  final Capture capture;
  final Exchange exchange;
  private final Map<String, String> requestHeaders = new HashMap<>();
  private final Map<String, String> responseHeaders = new HashMap<>();
  private int status = 200;
  private String method = "POST";
  private @Nullable String query;

  TestMessage() {
    this(new CaptureSettings(true, LIMIT_BYTES, false));
  }

  TestMessage(CaptureSettings settings) {
    capture = new Capture(new ExchangeRing(16), new OpenExchanges(256), memory, settings);
    exchange = Objects.requireNonNull(capture.begin("test"));
  }

  TestMessage method(String method) {
    this.method = method;
    return this;
  }

  TestMessage query(String query) {
    this.query = query;
    return this;
  }

  TestMessage status(int status) {
    this.status = status;
    return this;
  }

  TestMessage request(String name, String value) {
    requestHeaders.put(name.toLowerCase(Locale.ROOT), value);
    return this;
  }

  TestMessage response(String name, String value) {
    responseHeaders.put(name.toLowerCase(Locale.ROOT), value);
    return this;
  }

  TestMessage read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  TestMessage read(byte[] bytes) {
    capture.requestBody(exchange, this, this).append(bytes, 0, bytes.length);
    return this;
  }

  TestMessage write(String text) {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  TestMessage write(byte[] bytes) {
    responseBody().append(bytes, 0, bytes.length);
    return this;
  }

  BodyCapture responseBody() {
    return capture.responseBody(exchange, this, this, true);
  }

  /** Ends and looks at what became of a body. */
  BodyOutcome outcome(Supplier<BodyOutcome> look) {
    return look.get();
  }

  /** Copies a body of another request, which then holds memory of the same budget. */
  static void hold(TestMessage message) {
    Exchange other = Objects.requireNonNull(message.capture.begin("test"));
    TestMessage typed = new TestMessage().request("Content-Type", "text/plain");
    byte[] bytes = new byte[LIMIT_BYTES];
    message.capture.requestBody(other, typed, typed).append(bytes, 0, bytes.length);
  }

  Exchange end() {
    capture.end(exchange, this, this, this);
    return exchange;
  }

  @Override
  public String method(TestMessage request) {
    return method;
  }

  @Override
  public String path(TestMessage request) {
    return "/";
  }

  @Override
  public @Nullable String query(TestMessage request) {
    return query;
  }

  @Override
  public String protocol(TestMessage request) {
    return "HTTP/1.1";
  }

  @Override
  public String scheme(TestMessage request) {
    return "http";
  }

  @Override
  public String remoteAddress(TestMessage request) {
    return "192.0.2.1";
  }

  @Override
  public @Nullable String user(TestMessage request) {
    return null;
  }

  @Override
  public @Nullable String requestHeader(TestMessage request, String name) {
    return requestHeaders.get(name);
  }

  @Override
  public boolean isRequestHeaderRepeated(TestMessage request, String name) {
    return false;
  }

  @Override
  public @Nullable String responseHeader(TestMessage response, String name) {
    return responseHeaders.get(name);
  }

  @Override
  public int status(TestMessage response) {
    return status;
  }

  @Override
  public void copyRequestHeaders(TestMessage request, Headers into) {
    requestHeaders.forEach(into::add);
  }

  @Override
  public void copyResponseHeaders(TestMessage response, Headers into) {
    responseHeaders.forEach(into::add);
  }

  @Override
  public int requestHeaderBytes(TestMessage request) {
    return 0;
  }

  @Override
  public int responseHeaderBytes(TestMessage response) {
    return 0;
  }
}
