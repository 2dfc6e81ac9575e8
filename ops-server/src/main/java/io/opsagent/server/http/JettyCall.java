package io.opsagent.server.http;

import io.opsagent.server.api.ApiException;
import io.opsagent.server.middleware.ApiCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A request of Jetty as middlewares see it. */
final class JettyCall implements ApiCall {
  private static final int MIN_ERROR = 400;
  private static final int MAX_ERROR = 599;

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final ErrorWriter errors;
  private boolean ended;

  JettyCall(Request request, Response response, Callback callback, ErrorWriter errors) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.errors = errors;
  }

  /** From now on somebody else ends the request. */
  void handOn() {
    requireNotEnded();
    ended = true;
  }

  /** Whoever it was handed to has thrown and will not end it. */
  void takeBack() {
    ended = false;
  }

  boolean isEnded() {
    return ended;
  }

  @Override
  public String requestId() {
    return RequestId.of(request);
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    String path = request.getHttpURI().getPath();
    return path == null ? "" : path;
  }

  @Override
  public @Nullable String query() {
    return request.getHttpURI().getQuery();
  }

  @Override
  public String remoteAddress() {
    String address = Request.getRemoteAddr(request);
    return address == null ? "" : address;
  }

  @Override
  public boolean isSecure() {
    return request.isSecure();
  }

  @Override
  public @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  @Override
  public Map<String, List<String>> headers() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue();
      all.computeIfAbsent(field.getName(), name -> new ArrayList<>())
          .add(value == null ? "" : value);
    }
    return all;
  }

  @Override
  public void putHeader(String name, String value) {
    if (!response.isCommitted()) {
      response.getHeaders().put(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!response.isCommitted()) {
      response.getHeaders().add(name, value);
    }
  }

  @Override
  public int status() {
    return response.getStatus();
  }

  @Override
  public boolean isCommitted() {
    return response.isCommitted();
  }

  @Override
  public void answer(int status, String text) {
    if (status < MIN_ERROR || status > MAX_ERROR) {
      throw new IllegalArgumentException("status is " + status + "; allowed are 400 to 599");
    }
    requireNotEnded();
    ended = true;
    if (status == Refusal.STATUS) {
      Refusal.answer(errors, request, response, callback, text);
    } else {
      errors.write(request, response, callback, ApiException.ofStatus(status, text));
    }
  }

  @Override
  public void onCompletion(Consumer<@Nullable Throwable> listener) {
    Request.addCompletionListener(request, listener::accept);
  }

  private void requireNotEnded() {
    if (ended) {
      throw new IllegalStateException(
          "Request " + requestId() + " was handed on or answered before");
    }
  }
}
