package io.opsagent.server.testkit;

import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Headers;
import io.opsagent.capture.HttpAdapter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request without bodies that passes through the capture as a server would let it. */
public final class PlayedRequest implements HttpAdapter<PlayedRequest, PlayedRequest> {
  private final String method;
  private final String path;
  private final int status;

  private PlayedRequest(String method, String path, int status) {
    this.method = method;
    this.path = path;
    this.status = status;
  }

  /** Begins and ends a request on this thread. */
  public static void send(Capture capture, String method, String path, int status) {
    begin(capture, method, path).end(status);
  }

  /** Begins a request on this thread, with what a server tells at once. */
  public static Open begin(Capture capture, String method, String path) {
    Exchange exchange = Objects.requireNonNull(capture.begin("test"));
    exchange.mapped(method, path);
    return new Open(capture, exchange, method, path);
  }

  /** A request that is being served. */
  public record Open(Capture capture, Exchange exchange, String method, String path) {
    /** Ends it. */
    public void end(int status) {
      PlayedRequest message = new PlayedRequest(method, path, status);
      capture.end(exchange, message, message, message);
    }
  }

  @Override
  public String method(PlayedRequest request) {
    return method;
  }

  @Override
  public String path(PlayedRequest request) {
    return path;
  }

  @Override
  public @Nullable String query(PlayedRequest request) {
    return null;
  }

  @Override
  public String protocol(PlayedRequest request) {
    return "HTTP/1.1";
  }

  @Override
  public String scheme(PlayedRequest request) {
    return "http";
  }

  @Override
  public String remoteAddress(PlayedRequest request) {
    return "192.0.2.1";
  }

  @Override
  public @Nullable String user(PlayedRequest request) {
    return null;
  }

  @Override
  public @Nullable String requestHeader(PlayedRequest request, String name) {
    return null;
  }

  @Override
  public boolean isRequestHeaderRepeated(PlayedRequest request, String name) {
    return false;
  }

  @Override
  public @Nullable String responseHeader(PlayedRequest response, String name) {
    return null;
  }

  @Override
  public int status(PlayedRequest response) {
    return status;
  }

  @Override
  public void copyRequestHeaders(PlayedRequest request, Headers into) {}

  @Override
  public void copyResponseHeaders(PlayedRequest response, Headers into) {}

  @Override
  public int requestHeaderBytes(PlayedRequest request) {
    return 0;
  }

  @Override
  public int responseHeaderBytes(PlayedRequest response) {
    return 0;
  }
}
